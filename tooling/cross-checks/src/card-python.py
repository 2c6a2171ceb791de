"""Reads cards on standard input, one JSON object {name, text} a line, as huggingface_hub and PyYAML do; prints what they say of each.

Independent of the project's code. `make <folder>` writes a tiny GPT-2 with a tokenizer instead, for a snippet to run.
"""

import json
import sys


def make(folder):
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    tokenizer = Tokenizer(models.BPE(unk_token="<|endoftext|>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    words = trainers.BpeTrainer(vocab_size=300, special_tokens=["<|endoftext|>"])
    tokenizer.train_from_iterator(["The cat sat on the mat. The cat is a Siamese."], words)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>").save_pretrained(folder)
    size = tokenizer.get_vocab_size()
    config = GPT2Config(vocab_size=size, n_positions=64, n_embd=16, n_layer=1, n_head=2, bos_token_id=0, eos_token_id=0)
    GPT2LMHeadModel(config).save_pretrained(folder)


def plain(value):
    return json.loads(json.dumps(value, default=str))


if len(sys.argv) > 1:
    make(sys.argv[2])
else:
    import yaml
    from huggingface_hub import ModelCard

    for line in sys.stdin:
        item = json.loads(line)
        card = ModelCard(item["text"])
        loaded = yaml.safe_load(card.content.split("---")[1])
        results = [
            [r.task_type, r.dataset_name, r.dataset_type, r.dataset_split, r.dataset_revision, r.metric_type, r.metric_value, r.source_url]
            for r in card.data.eval_results or []
        ]
        again = ModelCard(str(card)).data.to_dict()
        print(
            json.dumps(
                {
                    "name": item["name"],
                    "data": plain(card.data.to_dict()),
                    "yaml": plain(loaded),
                    "results": results,
                    "again": again == card.data.to_dict(),
                    "text": card.text,
                }
            ),
            flush=True,
        )
