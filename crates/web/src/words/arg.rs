//! What may stand in a sentence.

use super::{Span, Words};
use crate::parts::{Fee, Shape};
use fluent_bundle::FluentValue;
use motcua_kernel::{Date, Instant, Money};

/// A small value given as itself or through references: templates hand everything on by reference.
pub trait Given<T> {
    /// The value.
    fn given(&self) -> T;
}

impl<T, U: Given<T> + ?Sized> Given<T> for &U {
    fn given(&self) -> T {
        (**self).given()
    }
}

macro_rules! given {
    ($($value:ty),+) => {$(
        impl Given<$value> for $value {
            fn given(&self) -> $value {
                *self
            }
        }
    )+};
}

given!(Instant, Date, Money, Span, Fee, Shape, Words);

/// A value for a sentence: text, or a whole number (which also chooses singular or plural).
pub trait Arg {
    /// The value, as Fluent wants it.
    fn fluent(&self) -> FluentValue<'static>;
}

impl Arg for str {
    fn fluent(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Arg for String {
    fn fluent(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl<T: Arg + ?Sized> Arg for &T {
    fn fluent(&self) -> FluentValue<'static> {
        (**self).fluent()
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Arg for $number {
            fn fluent(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, usize, i32, i64);
