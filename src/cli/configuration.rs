//! Which configuration holds for a module or a template: the nearest one above it, up to the root
//! of the repository.

use crate::catalogue::{Catalogue, Service, read_own_service};
use crate::config::{Config, FILE_NAME, Ground, Located, Selected, read};
use crate::discover::shown;
use crate::paths::{folder_of, join, resolve};
use crate::rules::RULES;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

/// What a configuration makes of a run.
#[derive(Debug, Default)]
pub(super) struct How {
    /// What it says.
    pub(super) config: Config,
    /// The catalogue with its own services, where it has some.
    own: Option<Catalogue>,
}

impl How {
    /// What is known of services.
    pub(super) fn catalogue(&self) -> &Catalogue {
        self.own.as_ref().unwrap_or_else(|| Catalogue::builtin())
    }
}

/// What the command line says of configurations.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// The one that holds for all, whatever stands elsewhere.
    pub(super) file: Option<PathBuf>,
    /// Does none hold?
    pub(super) none: bool,
    /// The only rules whose findings count.
    pub(super) select: Vec<String>,
    /// Rules whose findings do not count.
    pub(super) ignore: Vec<String>,
}

/// The configurations of a run, each read once.
pub(super) struct Configurations {
    asked: Asked,
    /// The current folder, from the root of the disk.
    here: String,
    /// What holds where there is none.
    usual: Arc<How>,
    /// By folder, what holds in it.
    known: BTreeMap<String, Option<Arc<How>>>,
    /// By folder, the root of its repository.
    repositories: BTreeMap<String, Option<String>>,
}

impl Configurations {
    /// None is looked for yet, but for one that is named.
    ///
    /// # Errors
    /// What is wrong with the one that is named.
    pub(super) fn new(asked: Asked) -> Result<Configurations, String> {
        let here = absolute(".").map_err(|error| format!("the current folder cannot be told: {error}"))?;
        let mut out = Configurations {
            asked,
            here: shown(&here),
            usual: Arc::default(),
            known: BTreeMap::new(),
            repositories: BTreeMap::new(),
        };
        out.usual = match &out.asked.file {
            Some(file) => out.read(&resolve(&out.here, &shown(file)), out.here.clone())?,
            None => Arc::new(How { config: out.amended(Config::default()), own: None }),
        };
        Ok(out)
    }

    /// What holds in a folder.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub(super) fn of(&mut self, folder: &str) -> Result<Arc<How>, String> {
        if self.asked.none || self.asked.file.is_some() {
            return Ok(self.usual.clone());
        }
        let folder = resolve(&self.here, folder);
        let repository = self.repository(&folder);
        // Outside of a repository nobody vouches for what stands above the current folder.
        let is_ours = || Path::new(&folder).starts_with(&self.here);
        let top = repository.unwrap_or_else(|| if is_ours() { self.here.clone() } else { folder.clone() });
        Ok(self.nearest(&folder, &top)?.unwrap_or_else(|| self.usual.clone()))
    }

    /// The one in this folder or the nearest above it, up to `top`.
    fn nearest(&mut self, folder: &str, top: &str) -> Result<Option<Arc<How>>, String> {
        if let Some(known) = self.known.get(folder) {
            return Ok(known.clone());
        }
        let file = join(folder, FILE_NAME);
        let how = if Path::new(&file).is_file() {
            Some(self.read(&file, folder.to_owned())?)
        } else if folder == top || folder == "/" {
            None
        } else {
            self.nearest(folder_of(folder), top)?
        };
        self.known.insert(folder.to_owned(), how.clone());
        Ok(how)
    }

    /// The root of the repository that a folder is in.
    fn repository(&mut self, folder: &str) -> Option<String> {
        if let Some(known) = self.repositories.get(folder) {
            return known.clone();
        }
        let above = folder_of(folder);
        let root = match Path::new(&join(folder, ".git")).exists() {
            true => Some(folder.to_owned()),
            false if above == folder || above == "." => None,
            false => self.repository(above),
        };
        self.repositories.insert(folder.to_owned(), root.clone());
        root
    }

    /// Reads a file; its patterns are seen from `top`.
    fn read(&self, file: &str, top: String) -> Result<Arc<How>, String> {
        let name = self.named(file);
        let text = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
        let rules: Vec<&str> = RULES.iter().map(|rule| rule.info.id).collect();
        let ground = Ground { here: self.here.clone(), top };
        let config = read(&text, &name, &rules, ground).map_err(|mistake| format!("{name}:{mistake}"))?;
        let mut own = Vec::new();
        for service in &config.services {
            own.extend(self.services(&name, folder_of(file), service)?);
        }
        let own = (!own.is_empty()).then(|| Catalogue::with(own));
        Ok(Arc::new(How { config: self.amended(config), own }))
    }

    /// A file as the user would name it.
    fn named(&self, file: &str) -> String {
        let below = file.strip_prefix(&self.here).and_then(|rest| rest.strip_prefix('/'));
        below.unwrap_or(file).to_owned()
    }

    /// The services that a configuration names: those of a file, or of all files of a folder.
    fn services(&self, config: &str, folder: &str, written: &Located) -> Result<Vec<Service>, String> {
        let path = resolve(folder, &written.text);
        let place = |error| format!("{config}:{}: {}: {error}", written.line, written.text);
        if !Path::new(&path).is_dir() {
            let text = fs::read_to_string(&path).map_err(|error| place(error.to_string()))?;
            return Ok(vec![self.service(&path, &text)?]);
        }
        let entries = fs::read_dir(&path).map_err(|error| place(error.to_string()))?;
        let files = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let files: BTreeSet<String> = files.filter(|name| name.ends_with(".toml")).collect();
        if files.is_empty() {
            return Err(place("a folder without a file `SERVICE.toml`".to_owned()));
        }
        let read = |name: &String| {
            let file = join(&path, name);
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", self.named(&file)))?;
            self.service(&file, &text)
        };
        files.iter().map(read).collect()
    }

    fn service(&self, file: &str, text: &str) -> Result<Service, String> {
        read_own_service(text).map_err(|mistake| format!("{}:{mistake}", self.named(file)))
    }

    /// With what the command line says.
    fn amended(&self, mut config: Config) -> Config {
        if !self.asked.select.is_empty() {
            let rules = self.asked.select.iter().cloned().collect();
            config.general.select = Some(Selected { rules, by: "`--select`".to_owned() });
            config.per_path.iter_mut().for_each(|(_, local)| local.select = None);
        }
        config.general.ignore.extend(self.asked.ignore.iter().map(|rule| (rule.clone(), "`--ignore`".to_owned())));
        config
    }
}
