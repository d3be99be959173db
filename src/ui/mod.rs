//! STUB
use crate::app::App;
use crate::theme::Theme;
/// STUB
pub fn draw(app: &App, _theme: &Theme, frame: &mut ratatui::Frame<'_>) {
    let text = format!("一篇很长的文章 {} {}x{}", app.text, app.size.0, app.size.1);
    let width = usize::from(frame.area().width);
    frame.buffer_mut().set_stringn(0, 0, text, width, ratatui::style::Style::new());
}
