//! Reading AWS's answers in XML.

use roxmltree::{Document, Node};

/// The text of the first element of that name.
pub(crate) fn xml_text(body: &[u8], name: &str) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let document = Document::parse(text).ok()?;
    descendant(document.root(), name)
}

/// Code and message of an error.
pub(crate) fn xml_error(body: &[u8]) -> Option<(String, String)> {
    let text = std::str::from_utf8(body).ok()?;
    let document = Document::parse(text).ok()?;
    Some((descendant(document.root(), "Code")?, descendant(document.root(), "Message").unwrap_or_default()))
}

/// The items of the first list of that name.
pub(crate) fn items<'a, 'input>(
    document: &'a Document<'input>,
    list: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    let list = document.descendants().find(move |node| node.has_tag_name_anywhere(list));
    list.into_iter().flat_map(|list| list.children()).filter(Node::is_element)
}

/// The text of a child element.
pub(crate) fn child(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.children().find(|child| child.has_tag_name_anywhere(name))?.text().map(str::to_owned)
}

fn descendant(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.descendants().find(|child| child.has_tag_name_anywhere(name))?.text().map(str::to_owned)
}

trait TagName {
    /// Compares the local name only: services put their elements into namespaces of their own.
    fn has_tag_name_anywhere(&self, name: &str) -> bool;
}

impl TagName for Node<'_, '_> {
    fn has_tag_name_anywhere(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}
