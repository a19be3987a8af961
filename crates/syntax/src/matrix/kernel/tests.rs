use super::*;

fn noise(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32 - 0.5
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn affine_is_the_plain_sum() {
    let (inputs, outputs, rows) = (37, 50, 23);
    let (w, b, x) = (noise(inputs * outputs, 1), noise(outputs, 2), noise(rows * inputs, 3));
    for kernels in Kernels::all() {
        let layer = Affine::new(&kernels, &w, &b, inputs);
        let mut out = vec![0.0; rows * layer.outputs()];
        kernels.affine(&layer, &x, inputs, rows, &mut out);
        for row in 0..rows {
            for o in 0..outputs {
                let products = (0..inputs).map(|i| w[o * inputs + i] * x[row * inputs + i]);
                let expected = products.sum::<f32>() + b[o];
                let got = out[row * layer.outputs() + o];
                assert!((expected - got).abs() < 1e-4, "{kernels:?}: {expected} {got}");
            }
        }
    }
}

#[test]
fn maxout_and_norm_are_the_plain_ones() {
    let (inputs, outputs, rows) = (48, 32, 11);
    let (w, b) = (noise(inputs * outputs * 3, 1), noise(outputs * 3, 2));
    let (x, scale, shift) = (noise(rows * inputs, 3), noise(outputs, 4), noise(outputs, 5));
    let residual = noise(rows * outputs, 6);
    for kernels in Kernels::all() {
        let layer = Maxout::new(&kernels, &w, &b, inputs);
        let mut out = vec![0.0; rows * outputs];
        kernels.maxout(&layer, &x, inputs, rows, &mut out);
        let norm = Norm::new(scale.clone(), shift.clone());
        kernels.norm(&norm, &mut out, Some(&residual));
        for row in 0..rows {
            let best = |o: usize| {
                let sum = |p: usize| {
                    let at = o * 3 + p;
                    let products = (0..inputs).map(|i| w[at * inputs + i] * x[row * inputs + i]);
                    products.sum::<f32>() + b[at]
                };
                sum(0).max(sum(1)).max(sum(2))
            };
            let all: Vec<f32> = (0..outputs).map(best).collect();
            let mean = all.iter().sum::<f32>() / outputs as f32;
            let var = all.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / outputs as f32;
            for o in 0..outputs {
                let normal = (all[o] - mean) / (var + 1e-8).sqrt();
                let expected = normal * scale[o] + shift[o] + residual[row * outputs + o];
                let got = out[row * outputs + o];
                assert!((expected - got).abs() < 1e-3, "{kernels:?}: {expected} {got}");
            }
        }
    }
}

#[test]
fn a_row_does_not_depend_on_its_neighbours() {
    let (inputs, outputs, rows) = (96, 96, 29);
    let (w, b, x) =
        (noise(inputs * outputs * 3, 1), noise(outputs * 3, 2), noise(rows * inputs, 3));
    for kernels in Kernels::all() {
        let layer = Maxout::new(&kernels, &w, &b, inputs);
        let mut together = vec![0.0; rows * outputs];
        kernels.maxout(&layer, &x, inputs, rows, &mut together);
        let mut alone = vec![0.0; outputs];
        for row in 0..rows {
            kernels.maxout(&layer, &x[row * inputs..], inputs, 1, &mut alone);
            assert_eq!(alone, together[row * outputs..][..outputs], "{kernels:?}");
        }
    }
}

#[test]
fn an_affine_row_alone_is_the_same() {
    let (inputs, outputs, rows) = (64, 300, 7);
    let (w, b, x) = (noise(inputs * outputs, 1), noise(outputs, 2), noise(rows * inputs, 3));
    for kernels in Kernels::all() {
        let layer = Affine::new(&kernels, &w, &b, inputs);
        let width = layer.outputs();
        let mut together = vec![0.0; rows * width];
        kernels.affine(&layer, &x, inputs, rows, &mut together);
        let mut alone = vec![0.0; width];
        for row in 0..rows {
            kernels.affine(&layer, &x[row * inputs..], inputs, 1, &mut alone);
            assert_eq!(alone, together[row * width..][..width], "{kernels:?}");
        }
    }
}

/// Rows of floats in whole numbers of 1/1000.
fn in_thousands(kernels: &Kernels, x: &[f32]) -> Vec<i16> {
    let mut whole = vec![0; x.len()];
    kernels.round(x, 1000.0, &mut whole);
    whole
}

#[test]
fn rounding_goes_to_the_nearest_and_cuts_off() {
    let x = [0.4996, -0.4996, 0.0005, 0.0015, 40.0, -40.0, 1e30, -1e30];
    for kernels in Kernels::all() {
        let whole = in_thousands(&kernels, &x);
        assert_eq!(whole, [500, -500, 0, 2, 32_767, -32_767, 32_767, -32_767], "{kernels:?}");
    }
}

#[test]
fn whole_layers_are_near_the_plain_ones_and_alike_everywhere() {
    let (inputs, outputs, rows) = (96, 32, 67);
    let (w, b) = (noise(inputs * outputs * 3, 1), noise(outputs * 3, 2));
    let x = noise(rows * inputs, 3);
    let longest = 500.5 * (inputs as f64).sqrt();
    let mut known: Vec<[Vec<f32>; 2]> = Vec::new();
    for kernels in Kernels::all() {
        let whole = in_thousands(&kernels, &x);
        let layer = Whole::maxout(&kernels, &w, &b, inputs, (0.001, longest));
        let mut got = vec![0.0; rows * outputs];
        kernels.whole_maxout(&layer, &whole, inputs, rows, &mut got);
        let plain = Maxout::new(&kernels, &w, &b, inputs);
        let mut expected = vec![0.0; rows * outputs];
        kernels.maxout(&plain, &x, inputs, rows, &mut expected);
        let off = got.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(off < 0.01, "{kernels:?}: off by {off}");

        let layer = Whole::affine(&kernels, &w, &b, inputs, longest);
        let mut linear = vec![0.0; rows * layer.outputs];
        kernels.whole_affine(&layer, &whole, &vec![0.001; rows], &mut linear);
        let plain = Affine::new(&kernels, &w, &b, inputs);
        let mut expected = vec![0.0; rows * plain.outputs()];
        kernels.affine(&plain, &x, inputs, rows, &mut expected);
        let off = linear.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(off < 0.01 && linear.len() == expected.len(), "{kernels:?}: off by {off}");
        known.push([got, linear]);
    }
    assert!(known.iter().all(|other| *other == known[0]), "machines differ");
}

#[test]
fn no_sum_overflows_where_all_is_as_great_as_can_be() {
    let inputs = 288;
    for weight in [1e-3, 1.0, 1e4] {
        let w = vec![weight; inputs * 8 * 3];
        for kernels in Kernels::all() {
            let longest = 32_767.0 * (inputs as f64).sqrt();
            let layer = Whole::maxout(&kernels, &w, &[0.0; 16 * 3], inputs, (1.0, longest));
            let mut out = vec![0.0; 16];
            kernels.whole_maxout(&layer, &vec![32_767; inputs], inputs, 1, &mut out);
            let expected = weight * 32_767.0 * inputs as f32;
            assert!((out[0] / expected - 1.0).abs() < 0.01, "{kernels:?}: {} {expected}", out[0]);
        }
    }
}
