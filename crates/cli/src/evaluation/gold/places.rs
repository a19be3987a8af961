//! What measures of places have in common.

/// Great-circle distance between two points in degrees.
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), other.0.to_radians());
    let half = ((b - a) / 2.0).sin().powi(2)
        + a.cos() * b.cos() * ((other.1 - one.1).to_radians() / 2.0).sin().powi(2);
    12742.0 * half.sqrt().min(1.0).asin()
}
