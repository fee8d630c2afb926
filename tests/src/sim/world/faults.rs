//! What befalls the nodes of a world: programs killed and started again, cut connections, darkness, and what persons do.

use super::*;

impl World {
    /// The relay is killed: every connection breaks, what it had not stored is lost.
    pub fn kill_relay(&mut self) {
        self.relay.crash();
        self.cut_trips(|_| true);
        for id in self.network.all() {
            self.cut(id);
        }
    }

    /// The relay runs again over what it had stored.
    pub fn start_relay(&mut self) {
        self.relay.start(self.now);
        self.relay_does(HubInput::Wake);
    }

    /// A phone is killed.
    pub fn kill_phone(&mut self, phone: usize) {
        self.phones[phone].crash();
        self.end_trips(Node::Phone(phone));
        self.cut_all_of(Node::Phone(phone));
    }

    /// A phone runs again from its database.
    pub fn start_phone(&mut self, phone: usize) {
        let wishes = self.phones[phone].start(self.now, &mut self.chance);
        self.wishes(Node::Phone(phone), wishes);
    }

    /// A page is loaded again.
    pub fn reload(&mut self, browser: usize) {
        self.browsers[browser].reload(&mut self.chance);
        self.end_trips(Node::Browser(browser));
        self.cut_all_of(Node::Browser(browser));
        self.browser_works(browser);
    }

    /// A new browser that opens the page.
    pub fn open_browser(&mut self) -> usize {
        self.browsers.push(Browser::new(&mut self.chance));
        let browser = self.browsers.len() - 1;
        self.browser_works(browser);
        browser
    }

    /// A node has no network any more, or has it again.
    pub fn set_dark(&mut self, node: Node, is_dark: bool) {
        if is_dark {
            self.dark.insert(node);
            self.cut_all_of(node);
        } else {
            self.dark.remove(&node);
        }
    }

    /// Cuts the connections of a node; it may connect again at once.
    pub fn cut_all_of(&mut self, node: Node) {
        self.cut_trips(|other| other == node);
        for id in self.network.all_of(node) {
            self.cut(id);
        }
    }

    /// All sleep for so long, as a closed laptop does, and wake at once.
    pub fn skip(&mut self, ms: u64) {
        self.now = self.now.after_ms(ms);
    }

    /// Gives a page an input.
    pub fn page_does(&mut self, browser: usize, input: PageInput) {
        let wishes = self.browsers[browser].handle(self.now, input);
        self.ledger.look_at(browser, self.browsers[browser].page());
        self.wishes(Node::Browser(browser), wishes);
        self.browser_works(browser);
    }

    /// Carries out what a node wants of the network.
    pub fn wishes(&mut self, node: Node, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Connect(line) if self.relay.runs() && !self.dark.contains(&node) => {
                    let id = self.network.open(self.now, node, line);
                    self.send(id, Way::Up, Event::Reached(id));
                }
                Wish::Connect(line) => self.later(20, Event::NodeHears(node, line)),
                Wish::Transmit(line, bytes) => {
                    if let Some(id) = self.network.of(node, line) {
                        self.send(id, Way::Up, Event::Up(id, bytes));
                    }
                }
                Wish::Errand(errand) => self.set_out(node, errand),
                Wish::Close(line) => {
                    if let Some(id) = self.network.of(node, line) {
                        self.send(id, Way::Up, Event::RelayHears(id));
                    }
                    if matches!(node, Node::Phone(_)) {
                        self.later(0, Event::NodeHears(node, line));
                    }
                }
            }
        }
        if let Node::Phone(phone) = node {
            let shown = self.phones[phone].take_shown();
            self.ledger.phone_showed(phone, shown);
        }
    }
}
