//! Carries out what the parts want: the codes, the link's end, and the page itself.

use std::collections::VecDeque;

use pillion_protocol::{
    content::request::Request,
    crypto::random::Random,
    endpoint::{
        envelope::Envelope,
        page::{Output as EndOutput, PageEnd},
    },
    link::page::PageLink,
};
use pillion_wire::{client_frame::Role, page_frame::PageFrame, time::Timestamp};

use super::{
    codes::{Codes, Todo},
    io::{Output, Settings},
    keep::{self, Kept},
    machine::Client,
    record::Write,
};
use crate::{
    model::{
        dialog::Dialog,
        lights::{Phone, Session},
        phase::{Linking, Owner, Phase, Step, Why},
    },
    update::{effect::Effect, phone, sync},
};

impl Client {
    pub(super) fn codes(
        &mut self,
        act: impl FnOnce(&mut Codes, &Settings, &mut dyn Random, &mut VecDeque<Todo>),
        now: Timestamp,
    ) {
        let mut todo = VecDeque::new();
        act(&mut self.codes, &self.settings, &mut self.rng, &mut todo);
        while let Some(one) = todo.pop_front() {
            match one {
                Todo::Send(frame) => self.line.send(&frame, &mut self.out),
                Todo::Show(step) => {
                    if let Phase::Linking(linking) = &mut self.page.phase {
                        linking.step = step;
                    }
                }
                Todo::Again(why) => {
                    self.page.phase = Phase::Linking(Linking {
                        why: Some(why),
                        step: Step::Opening,
                    });
                    if self.line.is_ready() {
                        self.codes.start(now, &self.settings, &mut self.rng, &mut todo);
                    }
                }
                Todo::Keep(link) => {
                    let write = Write::link(&link);
                    self.store(Kept::NewLink, vec![write]);
                }
                Todo::Linked(link) => self.linked(now, *link),
            }
        }
    }

    pub(super) fn linked(&mut self, now: Timestamp, link: PageLink) {
        self.page.phase = Phase::Linked(Owner {
            link: link.link,
            name: link.name.as_str().into(),
            handle: link.handle.to_string(),
        });
        self.page.lights.phone = Phone::Unknown;
        let role = Role::Browser {
            link: link.link,
            token: link.token.clone(),
        };
        self.end = Some(PageEnd::new(link, Box::new(self.rng.clone())));
        self.line.become_role(now, role, &mut self.out);
    }

    pub(super) fn end_wants(&mut self, now: Timestamp, output: EndOutput) {
        match output {
            EndOutput::Transmit(payload) => {
                if let Some(end) = &self.end {
                    self.line.send(
                        &PageFrame::Forward {
                            link: end.link().link,
                            payload,
                        },
                        &mut self.out,
                    );
                }
            }
            EndOutput::Save(link) => self.store(Kept::Link, vec![Write::link(&link)]),
            EndOutput::Opened => {
                self.session_light(now, Session::Open);
                phone::opened(&mut self.page);
            }
            EndOutput::Closed(_) => {
                self.asked.clear();
                phone::closed(&mut self.page);
                let here = self.page.lights.phone == Phone::Here;
                self.session_light(now, if here { Session::Opening } else { Session::Closed });
            }
            EndOutput::Incoming(Envelope::Reply(reply)) => {
                if let Some(why) = self.asked.remove(&reply.id) {
                    let effects = phone::answered(&mut self.page, now, why, reply.answer);
                    self.perform(now, effects);
                }
            }
            EndOutput::Incoming(Envelope::Update(update)) => {
                let effects = sync::updated(&mut self.page, update);
                self.perform(now, effects);
            }
            EndOutput::Incoming(_) => {}
            EndOutput::Silent => self.page.lights.session = Session::Silent,
            EndOutput::Answering => self.session_light(now, Session::Open),
            EndOutput::Unlinked => {
                let by_me = matches!(self.page.dialog, Some(Dialog::LogOut { since: Some(_) }));
                self.forget(now, if by_me { Why::LoggedOut } else { Why::Unlinked });
            }
        }
    }

    pub(super) fn perform(&mut self, now: Timestamp, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { why, ask } => {
                    let Some(end) = &mut self.end else { continue };
                    self.last_request = self.last_request.wrapping_add(1);
                    let request = Request {
                        id: self.last_request,
                        ask,
                    };
                    if end.send(now, Envelope::Request(request)).is_ok() {
                        self.asked.insert(self.last_request, why);
                    }
                }
                Effect::Store(changes) => {
                    let writes = changes.iter().map(Write::from).collect();
                    self.store(keep::kept_by(&changes), writes);
                }
                Effect::Fetch(wanted) => self.out.push_back(Output::Fetch(wanted)),
                Effect::EndFetch(message) => self.out.push_back(Output::EndFetch(message)),
                Effect::View(wanted) => self.out.push_back(Output::View(wanted)),
                Effect::EndView => self.out.push_back(Output::EndView),
                Effect::Haul(haul) => self.out.push_back(Output::Haul(haul)),
                Effect::Voice(want) => self.out.push_back(Output::Voice(want)),
                Effect::NewCode => {
                    if self.line.is_ready() {
                        self.codes(|codes, settings, rng, todo| codes.start(now, settings, rng, todo), now);
                    } else {
                        self.line.nudge(now, &mut self.out);
                    }
                }
                Effect::Remember(choice) => self.out.push_back(Output::Remember(choice)),
                Effect::Reload => self.out.push_back(Output::Reload),
                Effect::AskAlerts => self.out.push_back(Output::AskAlerts),
                Effect::Alert(alert) => self.out.push_back(Output::Alert(alert)),
                Effect::EndAlert(chat) => self.out.push_back(Output::EndAlert(chat)),
                Effect::TakeOver => self.out.push_back(Output::TakeOver),
                Effect::Forget(why) => self.forget(now, why),
            }
        }
    }
}
