//! Vectors of floats: one trait, and the registers of each kind of machine behind it.

/// A vector of floats.
///
/// # Safety
/// Methods of a type may run only on machines that have its instructions; kernels see to that.
pub(super) trait Lanes: Copy {
    const LANES: usize;
    /// As many whole numbers of 32 bits.
    type Whole: Copy;
    unsafe fn splat(value: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    /// `self + a * b`, rounded once where the machine can.
    unsafe fn fma(self, a: Self, b: Self) -> Self;
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    unsafe fn max(self, other: Self) -> Self;
    /// Nothing, in every lane.
    unsafe fn nothing() -> Self::Whole;
    /// Two whole numbers of 16 bits, in every lane.
    unsafe fn both(from: *const i16) -> Self::Whole;
    /// Two whole numbers of 16 bits for each lane.
    unsafe fn pairs(from: *const i16) -> Self::Whole;
    /// `sum` and, in each lane, the products of both numbers with both weights.
    unsafe fn products(sum: Self::Whole, both: Self::Whole, weights: Self::Whole) -> Self::Whole;
    unsafe fn floats(sum: Self::Whole) -> Self;

    /// The sum of all lanes.
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        let mut all = [0f32; 16];
        // SAFETY: no vector has more than 16 lanes.
        unsafe { self.store(all.as_mut_ptr()) };
        let mut width = Self::LANES;
        while width > 1 {
            width /= 2;
            for i in 0..width {
                all[i] += all[i + width];
            }
        }
        all[0]
    }
}

/// Eight floats in an array: for machines that we have no instructions for. The compiler makes of it
/// what it can.
#[derive(Clone, Copy)]
pub(super) struct Plain([f32; 8]);

impl Plain {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Plain(std::array::from_fn(|i| f(self.0[i], other.0[i])))
    }
}

impl Lanes for Plain {
    const LANES: usize = 8;
    type Whole = [i32; 8];
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Plain([value; 8])
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller gives eight floats.
        Plain(unsafe { from.cast::<[f32; 8]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller gives room for eight floats.
        unsafe { to.cast::<[f32; 8]>().write_unaligned(self.0) };
    }
    #[inline(always)]
    unsafe fn fma(self, a: Self, b: Self) -> Self {
        Plain(std::array::from_fn(|i| self.0[i] + a.0[i] * b.0[i]))
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    unsafe fn nothing() -> [i32; 8] {
        [0; 8]
    }
    #[inline(always)]
    unsafe fn both(from: *const i16) -> [i32; 8] {
        // SAFETY: the caller gives two numbers.
        [unsafe { from.cast::<i32>().read_unaligned() }; 8]
    }
    #[inline(always)]
    unsafe fn pairs(from: *const i16) -> [i32; 8] {
        // SAFETY: the caller gives two numbers for each of eight lanes.
        unsafe { from.cast::<[i32; 8]>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn products(sum: [i32; 8], both: [i32; 8], weights: [i32; 8]) -> [i32; 8] {
        std::array::from_fn(|i| {
            let [first, second] = halves(both[i]);
            let [one, two] = halves(weights[i]);
            sum[i].wrapping_add(first * one).wrapping_add(second * two)
        })
    }
    #[inline(always)]
    unsafe fn floats(sum: [i32; 8]) -> Self {
        Plain(sum.map(|sum| sum as f32))
    }
}

/// The two numbers that lie side by side in memory.
#[inline(always)]
fn halves(both: i32) -> [i32; 2] {
    let bytes = both.to_ne_bytes();
    [[bytes[0], bytes[1]], [bytes[2], bytes[3]]].map(|half| i32::from(i16::from_ne_bytes(half)))
}

#[cfg(target_arch = "x86_64")]
pub(super) mod x86 {
    use std::arch::x86_64::*;

    use super::Lanes;

    macro_rules! lanes {
        ($name:ident, $register:ty, $lanes:literal, $splat:ident, $load:ident, $store:ident,
         $fma:ident, $add:ident, $sub:ident, $mul:ident, $max:ident,
         $whole:ty, $nothing:ident, $both:ident, $whole_load:ident, $products:ident, $floats:ident) => {
            #[derive(Clone, Copy)]
            pub(in super::super) struct $name($register);

            // SAFETY: kernels choose the type only where the machine has the instructions.
            impl Lanes for $name {
                const LANES: usize = $lanes;
                type Whole = $whole;
                #[inline(always)]
                unsafe fn splat(value: f32) -> Self {
                    unsafe { $name($splat(value)) }
                }
                #[inline(always)]
                unsafe fn load(from: *const f32) -> Self {
                    unsafe { $name($load(from)) }
                }
                #[inline(always)]
                unsafe fn store(self, to: *mut f32) {
                    unsafe { $store(to, self.0) }
                }
                #[inline(always)]
                unsafe fn fma(self, a: Self, b: Self) -> Self {
                    unsafe { $name($fma(a.0, b.0, self.0)) }
                }
                #[inline(always)]
                unsafe fn add(self, other: Self) -> Self {
                    unsafe { $name($add(self.0, other.0)) }
                }
                #[inline(always)]
                unsafe fn sub(self, other: Self) -> Self {
                    unsafe { $name($sub(self.0, other.0)) }
                }
                #[inline(always)]
                unsafe fn mul(self, other: Self) -> Self {
                    unsafe { $name($mul(self.0, other.0)) }
                }
                #[inline(always)]
                unsafe fn max(self, other: Self) -> Self {
                    unsafe { $name($max(self.0, other.0)) }
                }
                #[inline(always)]
                unsafe fn nothing() -> $whole {
                    unsafe { $nothing() }
                }
                #[inline(always)]
                unsafe fn both(from: *const i16) -> $whole {
                    unsafe { $both(from.cast::<i32>().read_unaligned()) }
                }
                #[inline(always)]
                unsafe fn pairs(from: *const i16) -> $whole {
                    unsafe { $whole_load(from.cast()) }
                }
                #[inline(always)]
                unsafe fn products(sum: $whole, both: $whole, weights: $whole) -> $whole {
                    unsafe { $products(sum, both, weights) }
                }
                #[inline(always)]
                unsafe fn floats(sum: $whole) -> Self {
                    unsafe { $name($floats(sum)) }
                }
            }
        };
    }

    lanes!(
        Avx2,
        __m256,
        8,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_fmadd_ps,
        _mm256_add_ps,
        _mm256_sub_ps,
        _mm256_mul_ps,
        _mm256_max_ps,
        __m256i,
        _mm256_setzero_si256,
        _mm256_set1_epi32,
        _mm256_loadu_si256,
        added_256,
        _mm256_cvtepi32_ps
    );
    /// A type of sixteen lanes, by how it adds two products to a sum.
    macro_rules! wide_lanes {
        ($name:ident, $products:ident) => {
            lanes!(
                $name,
                __m512,
                16,
                _mm512_set1_ps,
                _mm512_loadu_ps,
                _mm512_storeu_ps,
                _mm512_fmadd_ps,
                _mm512_add_ps,
                _mm512_sub_ps,
                _mm512_mul_ps,
                _mm512_max_ps,
                __m512i,
                _mm512_setzero_si512,
                _mm512_set1_epi32,
                _mm512_loadu_si512,
                $products,
                _mm512_cvtepi32_ps
            );
        };
    }
    wide_lanes!(Avx512, added_512);
    wide_lanes!(Avx512Vnni, added_at_once);

    /// The sum with both products of each lane.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn added_256(sum: __m256i, both: __m256i, weights: __m256i) -> __m256i {
        _mm256_add_epi32(sum, _mm256_madd_epi16(both, weights))
    }

    /// The same for twice as many lanes.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn added_512(sum: __m512i, both: __m512i, weights: __m512i) -> __m512i {
        _mm512_add_epi32(sum, _mm512_madd_epi16(both, weights))
    }

    /// The same in one instruction. Written as assembly because the compiler takes the intrinsic apart
    /// again into the two above, for the sake of a latency that the other rows' sums hide.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn added_at_once(mut sum: __m512i, both: __m512i, weights: __m512i) -> __m512i {
        // SAFETY: reads and writes its registers only.
        unsafe {
            std::arch::asm!(
                "vpdpwssd {sum}, {both}, {weights}",
                sum = inout(zmm_reg) sum,
                both = in(zmm_reg) both,
                weights = in(zmm_reg) weights,
                options(pure, nomem, nostack, preserves_flags)
            );
        }
        sum
    }
}
