//! The room on a real store, over the sample province: one procedure all the way, and races.

mod charge;
mod check;
mod enclosure;
mod guidance;
mod opinion;
mod original;
mod paper;
mod races;
mod remind;
mod story;
mod succession;
mod supplement;
mod world;
