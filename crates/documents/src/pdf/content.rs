//! Runs what a page's content says, as far as text, ruling lines and pictures go. Colours, fonts' outlines, pictures'
//! contents and clipping do not matter here and are not looked at.

use super::bounds::unpacked;
use super::font::Font;
use super::geometry::{Area, Matrix};
use super::page::{Page, Rule};
use super::strokes::{self, Subpath};
use super::struck;
use super::turn::{self, RawGlyph};
use crate::limits::{PDF_DEPTH_MAX, PDF_INSTRUCTIONS_MAX, PDF_PAGE_CHARS_MAX};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page as PdfPage, Resources};
use std::collections::HashMap;
use std::rc::Rc;

/// Saved states inside saved states.
const STATES_MAX: usize = 512;
/// Ruling lines and shapes of a page that are kept: more are a drawing.
const RULES_MAX: usize = 50_000;
const SHAPES_MAX: usize = 5_000;

/// What the pages of a file share while they are drawn.
pub(super) struct Studio {
    /// Fonts by where their dictionary stands in memory.
    fonts: HashMap<(usize, usize), Option<Rc<Font>>>,
    /// Instructions that may still be run.
    instructions: u64,
}

/// A page has more in it than the bounds allow.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Overfull;

impl Studio {
    pub(super) fn new() -> Studio {
        Studio { fonts: HashMap::new(), instructions: 10 * PDF_INSTRUCTIONS_MAX }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// [`Overfull`] where it has more instructions or characters than [`crate::limits`] allows, or a content that grows
    /// too large.
    pub(super) fn draw(&mut self, page: &PdfPage<'_>, number: u32) -> Result<Page, Overfull> {
        let (width, height) = page.render_dimensions();
        let shown = Matrix(page.initial_transform(true).as_coeffs());
        let mut painter = Painter {
            studio: self,
            left: PDF_INSTRUCTIONS_MAX,
            states: vec![State::new(shown)],
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Vec::new(),
            marks: Vec::new(),
            glyphs: Vec::new(),
            page: Page {
                number,
                width,
                height,
                glyphs: Vec::new(),
                rules: Vec::new(),
                pictured: 0.0,
                shapes: Vec::new(),
                unknown: 0,
                struck: 0,
                shown,
            },
        };
        let content = content_of(page.raw())?;
        painter.run(&content, page.resources(), 0)?;
        let Painter { page, glyphs, .. } = painter;
        let mut page = turn::upright(page, glyphs);
        struck::leave_out(&mut page);
        Ok(page)
    }
}

/// The content of a page, its streams joined.
fn content_of(page: &Dict<'_>) -> Result<Vec<u8>, Overfull> {
    if let Some(stream) = page.get::<Stream<'_>>("Contents") {
        return unpacked(&stream).ok_or(Overfull);
    }
    let mut content = Vec::new();
    for stream in page.get::<Array<'_>>("Contents").iter().flat_map(Array::iter::<Stream<'_>>) {
        content.extend(unpacked(&stream).ok_or(Overfull)?);
        content.push(b' ');
    }
    Ok(content)
}

/// What `q` saves and `Q` brings back.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(place: Matrix) -> State {
        State {
            place,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Painter<'s> {
    studio: &'s mut Studio,
    /// Instructions that this page may still run.
    left: u64,
    /// Never empty: the last one counts.
    states: Vec<State>,
    /// Where the next character goes, and where the line began.
    text: Matrix,
    line: Matrix,
    path: Vec<Subpath>,
    /// For each open mark whether it is for what the producer itself calls a header or footer.
    marks: Vec<bool>,
    glyphs: Vec<RawGlyph>,
    page: Page,
}

impl Painter<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) -> Result<(), Overfull> {
        let saved = self.states.len();
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.left = self.left.checked_sub(1).ok_or(Overfull)?;
            self.studio.instructions = self.studio.instructions.checked_sub(1).ok_or(Overfull)?;
            if let TypedInstruction::XObject(name) = &instruction {
                self.external(name.0, resources, depth)?;
            } else if !self.draw(&instruction) {
                self.write(&instruction, resources);
            }
            if self.glyphs.len() > PDF_PAGE_CHARS_MAX {
                return Err(Overfull);
            }
        }
        self.states.truncate(saved.max(1));
        Ok(())
    }

    fn state(&mut self) -> Option<&mut State> {
        self.states.last_mut()
    }

    fn place(&self) -> Matrix {
        self.states.last().map_or(Matrix::IDENTITY, |state| state.place)
    }

    /// Paths, states and pictures; whether the instruction was one of those.
    fn draw(&mut self, instruction: &TypedInstruction<'_, '_>) -> bool {
        use TypedInstruction as T;
        match instruction {
            T::SaveState(_) => {
                let top = self.states.last().cloned();
                self.states.extend(top.filter(|_| self.states.len() < STATES_MAX));
            }
            T::RestoreState(_) if self.states.len() > 1 => self.states.truncate(self.states.len() - 1),
            T::Transform(m) => {
                let own = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.state().into_iter().for_each(|state| state.place = own.then(state.place));
            }
            T::MoveTo(to) => self.begin(to.0, to.1),
            T::LineTo(to) => self.go(to.0, to.1, false),
            T::CubicTo(c) => self.go(c.4, c.5, true),
            T::CubicStartTo(c) => self.go(c.2, c.3, true),
            T::CubicEndTo(c) => self.go(c.2, c.3, true),
            T::ClosePath(_) => self.path.last_mut().into_iter().for_each(|subpath| subpath.close()),
            T::RectPath(r) => self.rectangle(r.0, r.1, r.2, r.3),
            T::StrokePath(_) => self.paint(true, false),
            T::CloseAndStrokePath(_) => {
                self.path.last_mut().into_iter().for_each(|subpath| subpath.close());
                self.paint(true, false);
            }
            T::FillPathNonZero(_) | T::FillPathNonZeroCompatibility(_) | T::FillPathEvenOdd(_) => {
                self.paint(false, true);
            }
            T::FillAndStrokeNonZero(_)
            | T::FillAndStrokeEvenOdd(_)
            | T::CloseFillAndStrokeNonZero(_)
            | T::CloseFillAndStrokeEvenOdd(_) => self.paint(true, true),
            T::EndPath(_) => self.paint(false, false),
            T::InlineImage(_) => self.picture(),
            T::BeginMarkedContent(_) => self.marks.push(false),
            T::EndMarkedContent(_) => drop(self.marks.pop()),
            _ => return false,
        }
        true
    }

    fn begin(&mut self, x: Number, y: Number) {
        let point = self.place().apply((x.as_f64(), y.as_f64()));
        self.path.push(Subpath::at(point));
    }

    fn go(&mut self, x: Number, y: Number, curved: bool) {
        let point = self.place().apply((x.as_f64(), y.as_f64()));
        self.path.last_mut().into_iter().for_each(|subpath| subpath.go(point, curved));
    }

    fn rectangle(&mut self, x: Number, y: Number, width: Number, height: Number) {
        let (x, y, width, height) = (x.as_f64(), y.as_f64(), width.as_f64(), height.as_f64());
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        let place = self.place();
        self.path.push(Subpath::closed(corners.map(|corner| place.apply(corner))));
    }

    fn paint(&mut self, stroke: bool, fill: bool) {
        let path = std::mem::take(&mut self.path);
        let mut rules: Vec<Rule> = Vec::new();
        if stroke {
            rules.extend(path.iter().flat_map(strokes::stroked));
        } else if fill {
            rules.extend(strokes::filled(&path));
        }
        if (fill || stroke) && rules.is_empty() {
            let room = SHAPES_MAX.saturating_sub(self.page.shapes.len());
            self.page.shapes.extend(path.iter().filter_map(Subpath::area).take(room));
        }
        let room = RULES_MAX.saturating_sub(self.page.rules.len());
        self.page.rules.extend(rules.into_iter().take(room));
    }

    /// A picture: it fills the unit square of its place.
    fn picture(&mut self) {
        let unit = Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let Some(area) = self.place().area(unit) else { return };
        let width = area.right.min(self.page.width) - area.left.max(0.0);
        let height = area.bottom.min(self.page.height) - area.top.max(0.0);
        self.page.pictured += width.max(0.0) * height.max(0.0);
    }

    /// A picture or a form: a content of its own.
    fn external(&mut self, name: &Name<'_>, resources: &Resources<'_>, depth: usize) -> Result<(), Overfull> {
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if depth < PDF_DEPTH_MAX => {
                let content = unpacked(&stream).ok_or(Overfull)?;
                let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
                let place = dict.get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
                let mut state = self.states.last().cloned().unwrap_or_else(|| State::new(Matrix::IDENTITY));
                state.place = place.then(state.place);
                let (text, line) = (self.text, self.line);
                self.states.push(state);
                self.run(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
                self.states.pop();
                (self.text, self.line) = (text, line);
            }
            _ => {}
        }
        Ok(())
    }

    /// Text and its state.
    fn write(&mut self, instruction: &TypedInstruction<'_, '_>, resources: &Resources<'_>) {
        use TypedInstruction as T;
        match instruction {
            T::BeginText(_) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            T::TextFont(font) => {
                let found = self.studio.font(resources.get_font(font.0));
                let size = font.1.as_f64();
                self.state().into_iter().for_each(|state| (state.font, state.size) = (found.clone(), size));
            }
            T::SetGraphicsState(name) => {
                let dict = resources.get_ext_g_state(name.0).and_then(|state| state.get::<Array<'_>>("Font"));
                let Some((font, size)) = dict.and_then(|pair| pair.iter::<(Dict<'_>, f64)>().next()) else {
                    return;
                };
                let found = self.studio.font(Some(font));
                self.state().into_iter().for_each(|state| (state.font, state.size) = (found.clone(), size));
            }
            T::CharacterSpacing(n) => self.set(|state| state.char_space = n.0.as_f64()),
            T::WordSpacing(n) => self.set(|state| state.word_space = n.0.as_f64()),
            T::HorizontalScaling(n) => self.set(|state| state.stretch = n.0.as_f64() / 100.0),
            T::TextLeading(n) => self.set(|state| state.leading = n.0.as_f64()),
            T::TextRise(n) => self.set(|state| state.rise = n.0.as_f64()),
            T::SetTextMatrix(m) => {
                self.line = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.text = self.line;
            }
            T::NextLine(to) => self.next_line(to.0.as_f64(), to.1.as_f64()),
            T::NextLineAndSetLeading(to) => {
                self.set(|state| state.leading = -to.1.as_f64());
                self.next_line(to.0.as_f64(), to.1.as_f64());
            }
            T::NextLineUsingLeading(_) => self.feed(),
            T::ShowText(text) => self.show(text.0),
            T::NextLineAndShowText(text) => {
                self.feed();
                self.show(text.0);
            }
            T::ShowTextWithParameters(text) => {
                self.set(|state| state.word_space = text.0.as_f64());
                self.set(|state| state.char_space = text.1.as_f64());
                self.feed();
                self.show(text.2);
            }
            T::ShowTexts(pieces) => {
                for piece in pieces.0.iter::<Object<'_>>() {
                    match piece {
                        Object::String(text) => self.show(&text),
                        Object::Number(back) => self.kern(back.as_f64()),
                        _ => {}
                    }
                }
            }
            T::BeginMarkedContentWithProperties(mark) => {
                let furniture = &**mark.0 == b"Artifact" && is_pagination(mark.1, resources);
                self.marks.push(furniture);
            }
            _ => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut State)) {
        if let Some(state) = self.state() {
            change(state);
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn feed(&mut self) {
        let leading = self.states.last().map_or(0.0, |state| state.leading);
        self.next_line(0.0, -leading);
    }

    /// Moves on by a thousandth of the size, backwards where positive.
    fn kern(&mut self, back: f64) {
        let Some(state) = self.states.last() else { return };
        let step = -back / 1000.0 * state.size;
        let upright = state.font.as_ref().is_some_and(|font| font.is_upright());
        let shift = if upright { Matrix::shift(0.0, step) } else { Matrix::shift(step * state.stretch, 0.0) };
        self.text = shift.then(self.text);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(state) = self.states.last().cloned() else { return };
        let Some(font) = &state.font else { return };
        let hidden = self.marks.contains(&true);
        let mut rest = bytes;
        while let Some(shown) = font.next(rest) {
            rest = rest.get(shown.bytes..).unwrap_or_default();
            let space = state.char_space + if shown.is_space { state.word_space } else { 0.0 };
            if !hidden {
                self.put(&state, &shown.chars, shown.advance, font.is_upright());
            }
            let shift = match font.is_upright() {
                true => Matrix::shift(0.0, -state.size + space),
                false => Matrix::shift((shown.advance * state.size + space) * state.stretch, 0.0),
            };
            self.text = shift.then(self.text);
        }
    }

    /// Puts the characters of one code on the page.
    fn put(&mut self, state: &State, chars: &Option<String>, advance: f64, upright: bool) {
        let own = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
        // In upright writing a character hangs below its place, in the middle.
        let hang = if upright { Matrix::shift(-0.5, -0.88) } else { Matrix::IDENTITY };
        let place = hang.then(own).then(self.text).then(state.place);
        if chars.is_none() {
            self.page.unknown += 1;
        }
        let chars = chars.as_deref().unwrap_or("\u{fffd}");
        let share = if upright { 1.0 } else { advance } / chars.chars().count().max(1) as f64;
        let (rise_x, rise_y) = place.step((0.0, 1.0));
        for (index, char) in chars.chars().enumerate() {
            self.glyphs.push(RawGlyph {
                char,
                from: place.apply((share * index as f64, 0.0)),
                to: place.apply((share * (index + 1) as f64, 0.0)),
                along: place.step((1.0, 0.0)),
                size: rise_x.hypot(rise_y),
            });
        }
    }
}

impl Studio {
    fn font(&mut self, dict: Option<Dict<'_>>) -> Option<Rc<Font>> {
        let dict = dict?;
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        self.fonts.entry(key).or_insert_with(|| Font::read(&dict).map(Rc::new)).clone()
    }
}

/// Whether a mark says that what follows is repeated on every page.
fn is_pagination(properties: &Object<'_>, resources: &Resources<'_>) -> bool {
    let is = |dict: &Dict<'_>| dict.get::<Name<'_>>("Type").is_some_and(|kind| &*kind == b"Pagination");
    match properties {
        Object::Dict(dict) => is(dict),
        Object::Name(name) => resources.properties.get::<Dict<'_>>(&**name).is_some_and(|dict| is(&dict)),
        _ => false,
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}
