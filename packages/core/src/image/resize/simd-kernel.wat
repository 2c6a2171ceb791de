;; The two passes of an 8-bit resize. All sums are 32-bit, modulo 2^32: the bits of resize-rows.ts and resize-columns.ts.
;;
;; Memory begins with the axis: starts, counts, then $stride weights for each, all of 32 bits. Where an axis is counted
;; ($n, $y, $last) it is in bytes, four for each. Each output's weights are followed by a zero and $stride is even, so that
;; they can be taken two at a time.
(module
  (memory (export "memory") 64)

  ;; The $rows rows at $source, $from bytes apart, go to $out, four at a time: up to three more are read and written. $source
  ;; is where the axis counts from, which may be before the memory.
  (func (export "rows")
    (param $source i32) (param $from i32) (param $rows i32) (param $n i32) (param $stride i32) (param $out i32)
    (local $x i32) (local $w i32) (local $end i32) (local $o i32) (local $to i32)
    (local $p0 i32) (local $p1 i32) (local $p2 i32) (local $p3 i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $w0 v128) (local $w1 v128) (local $v v128) (local $first v128) (local $second v128)
    ;; The bytes of a pixel, and of the next, each in the low byte of a 32-bit lane; 128 and more give zero.
    (local.set $first (v128.const i8x16 0 128 128 128 1 128 128 128 2 128 128 128 128 128 128 128))
    (local.set $second (v128.const i8x16 3 128 128 128 4 128 128 128 5 128 128 128 128 128 128 128))
    (local.set $to (i32.mul (i32.shr_u (local.get $n) (i32.const 2)) (i32.const 3)))
    (loop $group
      (local.set $x (i32.const 0))
      (local.set $o (local.get $out))
      (loop $pixel
        (local.set $p0 (i32.add (local.get $source) (i32.mul (i32.load (local.get $x)) (i32.const 3))))
        (local.set $p1 (i32.add (local.get $p0) (local.get $from)))
        (local.set $p2 (i32.add (local.get $p1) (local.get $from)))
        (local.set $p3 (i32.add (local.get $p2) (local.get $from)))
        (local.set $w (i32.add (i32.shl (local.get $n) (i32.const 1)) (i32.mul (local.get $x) (local.get $stride))))
        (local.set $end (i32.add (local.get $w)
          (i32.shl (i32.load (i32.add (local.get $n) (local.get $x))) (i32.const 2))))
        (local.set $a0 (v128.const i32x4 0x200000 0x200000 0x200000 0x200000))
        (local.set $a1 (local.get $a0))
        (local.set $a2 (local.get $a0))
        (local.set $a3 (local.get $a0))
        (loop $tap
          (local.set $w0 (v128.load32_splat (local.get $w)))
          (local.set $w1 (v128.load32_splat offset=4 (local.get $w)))
          (local.set $v (v128.load64_zero (local.get $p0)))
          (local.set $a0 (i32x4.add (local.get $a0) (i32x4.add
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $first)) (local.get $w0))
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $second)) (local.get $w1)))))
          (local.set $v (v128.load64_zero (local.get $p1)))
          (local.set $a1 (i32x4.add (local.get $a1) (i32x4.add
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $first)) (local.get $w0))
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $second)) (local.get $w1)))))
          (local.set $v (v128.load64_zero (local.get $p2)))
          (local.set $a2 (i32x4.add (local.get $a2) (i32x4.add
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $first)) (local.get $w0))
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $second)) (local.get $w1)))))
          (local.set $v (v128.load64_zero (local.get $p3)))
          (local.set $a3 (i32x4.add (local.get $a3) (i32x4.add
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $first)) (local.get $w0))
            (i32x4.mul (i8x16.swizzle (local.get $v) (local.get $second)) (local.get $w1)))))
          (local.set $p0 (i32.add (local.get $p0) (i32.const 6)))
          (local.set $p1 (i32.add (local.get $p1) (i32.const 6)))
          (local.set $p2 (i32.add (local.get $p2) (i32.const 6)))
          (local.set $p3 (i32.add (local.get $p3) (i32.const 6)))
          (local.set $w (i32.add (local.get $w) (i32.const 8)))
          (br_if $tap (i32.lt_u (local.get $w) (local.get $end))))
        (local.set $v (i8x16.narrow_i16x8_u
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (local.get $a0) (i32.const 22)) (i32x4.shr_s (local.get $a1) (i32.const 22)))
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (local.get $a2) (i32.const 22)) (i32x4.shr_s (local.get $a3) (i32.const 22)))))
        (local.set $p0 (local.get $o))
        (local.set $p1 (i32.add (local.get $p0) (local.get $to)))
        (local.set $p2 (i32.add (local.get $p1) (local.get $to)))
        (local.set $p3 (i32.add (local.get $p2) (local.get $to)))
        (v128.store16_lane 0 (local.get $p0) (local.get $v))
        (v128.store8_lane offset=2 2 (local.get $p0) (local.get $v))
        (v128.store16_lane 2 (local.get $p1) (local.get $v))
        (v128.store8_lane offset=2 6 (local.get $p1) (local.get $v))
        (v128.store16_lane 4 (local.get $p2) (local.get $v))
        (v128.store8_lane offset=2 10 (local.get $p2) (local.get $v))
        (v128.store16_lane 6 (local.get $p3) (local.get $v))
        (v128.store8_lane offset=2 14 (local.get $p3) (local.get $v))
        (local.set $o (i32.add (local.get $o) (i32.const 3)))
        (br_if $pixel (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 4))) (local.get $n))))
      (local.set $source (i32.add (local.get $source) (i32.shl (local.get $from) (i32.const 2))))
      (local.set $out (i32.add (local.get $out) (i32.shl (local.get $to) (i32.const 2))))
      (br_if $group (i32.gt_s (local.tee $rows (i32.sub (local.get $rows) (i32.const 4))) (i32.const 0)))))

  ;; Rows $y up to $last of the output, $values bytes each, go to $out, sixteen bytes at a time: what a row's last sixteen
  ;; have too many, the next row overwrites. $source is where the axis counts from, which may be before the memory.
  (func (export "columns")
    (param $source i32) (param $values i32) (param $n i32) (param $stride i32) (param $y i32) (param $last i32)
    (param $out i32)
    (local $x i32) (local $p i32) (local $q i32) (local $w i32) (local $first i32) (local $end i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $weight v128)
    (local $v v128) (local $low v128) (local $high v128)
    (loop $row
      (local.set $p (i32.add (local.get $source)
        (i32.mul (i32.load (local.get $y)) (local.get $values))))
      (local.set $first (i32.add (i32.shl (local.get $n) (i32.const 1)) (i32.mul (local.get $y) (local.get $stride))))
      (local.set $end (i32.add (local.get $first)
        (i32.shl (i32.load (i32.add (local.get $n) (local.get $y))) (i32.const 2))))
      (local.set $x (i32.const 0))
      (loop $block
        (local.set $q (i32.add (local.get $p) (local.get $x)))
        (local.set $w (local.get $first))
        (local.set $a (v128.const i32x4 0x200000 0x200000 0x200000 0x200000))
        (local.set $b (local.get $a))
        (local.set $c (local.get $a))
        (local.set $d (local.get $a))
        (loop $tap
          (local.set $weight (v128.load32_splat (local.get $w)))
          (local.set $v (v128.load (local.get $q)))
          (local.set $low (i16x8.extend_low_i8x16_u (local.get $v)))
          (local.set $high (i16x8.extend_high_i8x16_u (local.get $v)))
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.mul (local.get $weight) (i32x4.extend_low_i16x8_u (local.get $low)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.mul (local.get $weight) (i32x4.extend_high_i16x8_u (local.get $low)))))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.mul (local.get $weight) (i32x4.extend_low_i16x8_u (local.get $high)))))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.mul (local.get $weight) (i32x4.extend_high_i16x8_u (local.get $high)))))
          (local.set $q (i32.add (local.get $q) (local.get $values)))
          (br_if $tap (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 4))) (local.get $end))))
        (v128.store (i32.add (local.get $out) (local.get $x))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $a) (i32.const 22)) (i32x4.shr_s (local.get $b) (i32.const 22)))
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $c) (i32.const 22)) (i32x4.shr_s (local.get $d) (i32.const 22)))))
        (br_if $block (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $values))))
      (local.set $out (i32.add (local.get $out) (local.get $values)))
      (br_if $row (i32.lt_u (local.tee $y (i32.add (local.get $y) (i32.const 4))) (local.get $last))))))
