//! What is open, what is known of it, and what was told.

use gen_lsp_types::{
    CodeActionResponse, Diagnostic, Hover, LogMessageNotification, LogMessageParams, MessageType,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, ShowMessageNotification, ShowMessageParams,
};
use serde_json::Value;
use std::collections::BTreeMap;

use super::World;
use super::actions::{Wish, actions};
use super::client::{self, Client};
use super::desk::Desk;
use super::diagnostics::of_unit;
use super::hover::hover;
use super::message::Outgoing;
use super::params::{About, Address, AtPosition, Changed, FoldersChanged, ForActions, Opened};
use super::units::Units;
use super::view::View;
use crate::discover::calls;
use crate::report::escape;

/// What was told of a file: for which version of it, and what.
type Told = (Option<i32>, Vec<Diagnostic>);

/// A session with a client.
pub(super) struct Session {
    world: World,
    client: Client,
    desk: Desk,
    units: Units,
    /// By address; files of which nothing is to be told are left out.
    told: BTreeMap<String, Told>,
}

impl Session {
    pub(super) fn new(world: World) -> Session {
        let desk = Desk::new(&world.here);
        Session { world, client: Client::default(), desk, units: Units::default(), told: BTreeMap::new() }
    }

    /// Who asks?
    pub(super) fn client(&self) -> Client {
        self.client
    }

    /// Reads what the client says of itself at the start.
    pub(super) fn meet(&mut self, params: &Value) -> Client {
        self.client = Client::read(params);
        self.desk.change_folders(&client::folders(params), &[]);
        self.client
    }

    pub(super) fn opened(&mut self, Opened { text_document: document }: Opened) {
        self.desk.open(document.uri, document.version, document.text);
        self.units.are_others();
    }

    pub(super) fn changed(&mut self, changed: Changed) {
        let Changed { text_document: document, content_changes: changes } = changed;
        let Some(path) = self.desk.path(&document.uri) else { return };
        let before = self.desk.text(&document.uri).map(|text| calls(text.as_bytes()));
        let text = self.desk.change(&document.uri, document.version, changes, self.client.encoding);
        if text.map(|text| calls(text.as_bytes())) != before {
            self.units.are_others();
        }
        self.units.has_changed(&path);
    }

    pub(super) fn closed(&mut self, about: &About) {
        self.desk.close(&about.text_document.uri);
        self.units.are_others();
    }

    /// Something has happened on the disk.
    pub(super) fn look_around(&mut self) {
        self.units.are_others();
    }

    pub(super) fn folders_changed(&mut self, FoldersChanged { event }: FoldersChanged) {
        let addresses = |folders: Vec<Address>| folders.into_iter().map(|it| it.uri).collect::<Vec<_>>();
        self.desk.change_folders(&addresses(event.added), &addresses(event.removed));
        self.units.are_others();
    }

    /// Judges what may look otherwise by now, and tells what is new about it. Where a configuration
    /// makes no sense nothing is judged, and that is said aloud.
    pub(super) fn settle(&mut self) -> Vec<Outgoing> {
        match self.units.refresh(&mut self.desk, &self.world) {
            Ok(true) => self.publish(),
            Ok(false) => Vec::new(),
            Err(why) => self.publish().into_iter().chain([complain(&why)]).collect(),
        }
    }

    /// What is to be said of a place; what is new on the way goes to `told`.
    pub(super) fn hover(&mut self, asked: &AtPosition, told: &mut Vec<Outgoing>) -> Option<Hover> {
        let path = self.desk.path(&asked.text_document.uri)?;
        self.bring_up_to_date(&path, told);
        self.views(&path).into_iter().find_map(|view| hover(view, &path, asked.position))
    }

    /// What can be done at a place; what is new on the way goes to `told`.
    pub(super) fn actions(&mut self, asked: &ForActions, told: &mut Vec<Outgoing>) -> Vec<CodeActionResponse> {
        let Some(path) = self.desk.path(&asked.text_document.uri) else { return Vec::new() };
        self.bring_up_to_date(&path, told);
        let (single, all) = Wish::kinds(asked.context.only.as_deref(), asked.context.is_invoked());
        let wish = Wish { path: &path, range: asked.range, single, all };
        let found = self.views(&path).into_iter().flat_map(|view| actions(view, &wish));
        found.map(CodeActionResponse::CodeAction).collect()
    }

    /// The units that tell of a file.
    fn views(&self, path: &str) -> Vec<View<'_>> {
        self.units.of_file(path).into_iter().filter_map(|unit| unit.view(&self.desk, self.client)).collect()
    }

    /// An edit is made for texts as they are now: those of the disk are asked again, since not
    /// every client tells when they change.
    fn bring_up_to_date(&mut self, path: &str, told: &mut Vec<Outgoing>) {
        told.extend(self.settle());
        self.units.ask_the_disk(path, &self.desk);
        told.extend(self.settle());
    }

    /// Tells of the files of which something else is to be told than before.
    fn publish(&mut self) -> Vec<Outgoing> {
        let mut now: BTreeMap<String, Told> = BTreeMap::new();
        for unit in self.units.told() {
            let by_path = unit.view(&self.desk, self.client).map(of_unit).unwrap_or_default();
            for (path, diagnostics) in by_path.into_iter().filter(|(path, _)| unit.tells_of(path)) {
                let address = self.desk.address(&path);
                let version = self.desk.version(&address);
                now.entry(address).or_insert((version, Vec::new())).1.extend(diagnostics);
            }
        }
        let gone = self.told.keys().filter(|address| !now.contains_key(*address));
        let silent = gone.map(|address| (address.clone(), (self.desk.version(address), Vec::new())));
        let silent: Vec<(String, Told)> = silent.collect();
        let new = now.iter().filter(|(address, told)| self.told.get(*address) != Some(told));
        let new = new.map(|(address, told)| (address.clone(), told.clone()));
        let out = new.chain(silent).map(|(address, (version, diagnostics))| {
            let params = PublishDiagnosticsParams { uri: address.into(), version, diagnostics };
            Outgoing::notification::<PublishDiagnosticsNotification>(params)
        });
        let out = out.collect();
        self.told = now;
        out
    }
}

/// Something that a person has to know.
fn complain(message: &str) -> Outgoing {
    let params = ShowMessageParams { kind: MessageType::Error, message: escape::visible(message).into_owned() };
    Outgoing::notification::<ShowMessageNotification>(params)
}

/// Something for the client's log.
pub(super) fn log(message: &str) -> Outgoing {
    let params = LogMessageParams { kind: MessageType::Warning, message: message.to_owned() };
    Outgoing::notification::<LogMessageNotification>(params)
}
