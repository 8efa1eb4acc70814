//! Pictures that are kept, and what differs from them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use image::{Rgb, RgbImage};

/// Two edges of a letter that a browser smoothed differ less than that in each colour, of 255.
const SAME: u8 = 24;

/// Set to have pictures written instead of compared.
const KEEP: &str = "CONNECT_KEEP_PICTURES";

/// A folder of pictures that were looked at, and the machine they were taken on: fonts and browsers draw differently.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    /// Where differences are shown.
    shown: PathBuf,
}

/// What came of a comparison.
#[derive(Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same.
    Same,
    /// It was written, not compared.
    Written,
    /// The kept ones are of another machine, which proves nothing.
    OtherMachine,
}

impl Kept {
    /// The kept pictures in `folder`; what differs is shown in the folder `shown`.
    pub fn at(folder: impl Into<PathBuf>, shown: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            shown: shown.into(),
        }
    }

    /// Compares a picture with the kept one of this name. `machine` tells machines apart that draw differently.
    ///
    /// # Errors
    /// When it is another picture. The new one and one with the difference in red are written down.
    pub fn compare(&self, name: &str, machine: &str, png: &[u8]) -> Result<Comparison> {
        let file = self.folder.join(format!("{name}.png"));
        let made_on = self.folder.join("machine.txt");
        if std::env::var_os(KEEP).is_some() {
            std::fs::create_dir_all(&self.folder)?;
            std::fs::write(&file, png)?;
            std::fs::write(&made_on, machine)?;
            return Ok(Comparison::Written);
        }
        let of =
            std::fs::read_to_string(&made_on).with_context(|| made_on.display().to_string())?;
        if of.trim() != machine.trim() {
            return Ok(Comparison::OtherMachine);
        }
        let kept = std::fs::read(&file).with_context(|| file.display().to_string())?;
        let (kept, now) = (read(&kept)?, read(png)?);
        let Some(difference) = difference(&kept, &now) else {
            return Ok(Comparison::Same);
        };
        std::fs::create_dir_all(&self.shown)?;
        let new = self.shown.join(format!("{name}.png"));
        let red = self.shown.join(format!("{name}-difference.png"));
        std::fs::write(&new, png)?;
        difference.save(&red)?;
        bail!(
            "{name} is another picture than {}: see {} and, with the difference in red, {}. If it is as it should be, \
             {KEEP}=1 keeps it.",
            file.display(),
            new.display(),
            red.display()
        )
    }
}

fn read(png: &[u8]) -> Result<RgbImage> {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png)?;
    Ok(picture.to_rgb8())
}

/// The new picture in pale, with what is not as in the kept one in red; nothing if they are the same.
fn difference(kept: &RgbImage, now: &RgbImage) -> Option<RgbImage> {
    let differs = |x: u32, y: u32, pixel: &Rgb<u8>| {
        let before = (x < kept.width() && y < kept.height()).then(|| kept.get_pixel(x, y));
        before.is_none_or(|before| {
            let channels = before.0.iter().zip(&pixel.0);
            channels.into_iter().any(|(a, b)| a.abs_diff(*b) > SAME)
        })
    };
    let mut is_other = kept.dimensions() != now.dimensions();
    let mut shown = now.clone();
    for (x, y, pixel) in shown.enumerate_pixels_mut() {
        if differs(x, y, pixel) {
            is_other = true;
            *pixel = Rgb([220, 0, 0]);
        } else {
            pixel.0 = pixel.0.map(|channel| 192 + channel / 4);
        }
    }
    is_other.then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, dot: u8) -> RgbImage {
        let mut picture = RgbImage::from_pixel(width, 4, Rgb([200, 200, 200]));
        picture.put_pixel(1, 1, Rgb([dot, 200, 200]));
        picture
    }

    #[test]
    fn a_changed_dot_is_red_and_a_smoothed_edge_is_none() {
        assert_eq!(difference(&picture(4, 200), &picture(4, 200)), None);
        assert_eq!(difference(&picture(4, 200), &picture(4, 190)), None);
        let shown = difference(&picture(4, 200), &picture(4, 100)).unwrap();
        assert_eq!(*shown.get_pixel(1, 1), Rgb([220, 0, 0]));
        assert_eq!(*shown.get_pixel(0, 0), Rgb([242, 242, 242]));
    }

    #[test]
    fn another_size_is_another_picture() {
        assert!(difference(&picture(4, 200), &picture(5, 200)).is_some());
        assert!(difference(&picture(5, 200), &picture(4, 200)).is_some());
    }
}
