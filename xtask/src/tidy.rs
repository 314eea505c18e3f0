//! stub
use crate::checkout::Checkout;
use anyhow::Result;
pub(crate) fn run(_: &Checkout) -> Result<()> {
    Ok(())
}
