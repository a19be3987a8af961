//! Points as well-known binary.

/// A point, little endian.
pub(super) fn point(lon: f64, lat: f64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(21);
    bytes.push(1);
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(lon.to_le_bytes());
    bytes.extend(lat.to_le_bytes());
    bytes
}

/// A box around points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bounds(pub Option<[f64; 4]>);

impl Bounds {
    /// The box with one more point in it.
    pub fn add(&mut self, lon: f64, lat: f64) {
        self.0 = Some(match self.0 {
            None => [lon, lat, lon, lat],
            Some([west, south, east, north]) => {
                [west.min(lon), south.min(lat), east.max(lon), north.max(lat)]
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_point() {
        let bytes = point(40.14, 35.33);
        assert_eq!(bytes.len(), 21);
        assert_eq!(&bytes[..5], &[1, 1, 0, 0, 0]);
        let mut bounds = Bounds::default();
        bounds.add(1.0, 2.0);
        bounds.add(-1.0, 3.0);
        assert_eq!(bounds.0, Some([-1.0, 2.0, 1.0, 3.0]));
    }
}
