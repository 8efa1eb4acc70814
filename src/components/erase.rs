//! Pieces of a view without their own types. leptos makes code for every type of closure that a view holds; these make
//! one type of them all. Measured on the widget: a tenth of its bytes.

use leptos::ev::MouseEvent;
use leptos::prelude::AnyView;

/// A part of a view that is drawn again when what it reads changes.
pub type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// Makes a [`Dynamic`].
pub fn dynamic(draw: impl FnMut() -> AnyView + Send + 'static) -> Dynamic {
    Box::new(draw)
}

/// What a press does.
pub type Pressed = Box<dyn FnMut(MouseEvent)>;

/// Makes a [`Pressed`].
pub fn pressed(mut act: impl FnMut() + 'static) -> Pressed {
    Box::new(move |_| act())
}
