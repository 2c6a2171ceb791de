/** A card that people wrote, with everything YAML and Markdown have that is easily lost. */
export const HARD_CARD = `---
# kept by hand
license:   mit   # for now
language: [no, en]
"quoted key": 'it''s'
version: "1.10"
number: 0755
date: 2026-11-21
time: 12:30:45
on: yes
empty:
defaults: &base {a: 1,   b: [1,2]}
copy: *base
folded: >-
  one
  two

  three
literal: |+
  kept   as it is

tags:
- a   # first
# between
-    "b: c"
世界: "猫 \\u00e9 🐱"
model-index:
- name: m
  results:
  - task: {type: image-classification}
    dataset: {name: Pets, type: pets}
    metrics:
    - {type: accuracy, value: 0.9}
---

# Cats   #

Words with **strong**, \`code\`, [a link](docs/a.md "title") and ![a picture](a.png).

| a | b |
|---|:-:|
| 1 \\| 2 | \`x\` |

- one
  1. two
> a quote

\`\`\`\`md
\`\`\`js
let a;
\`\`\`
\`\`\`\`

~~~
plain
~~~
<!-- a comment -->
Setext
======
`;
