//! What stands where, for parts made up here.

use super::*;

fn part(files: &[(&str, &str)]) -> Part {
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    Part { files }
}

const NOTHING: &Part = &Part {
    files: BTreeMap::new(),
};

fn pieces<'a>(widget: &'a Part, desk: &'a Part, loader: &'a Part, page: &str) -> Pieces<'a> {
    Pieces {
        widget,
        desk,
        loader: Some(loader),
        fallback: NOTHING,
        named: NOTHING,
        page: Some(page.to_owned()),
    }
}

const PAGE: &str = "<script src={{boot}} data-script={{script}} data-wasm={{wasm}}></script>\
    <link href={{style}}>";

#[test]
fn every_url_has_its_file() {
    let widget = part(&[("widget.js", "w"), ("widget.js.br", "b")]);
    let desk = part(&[("desk.js", "d")]);
    let loader = part(&[("embed.js", "e"), ("embed.js.br", "c")]);
    let laid = pieces(&widget, &desk, &loader, PAGE)
        .lay_out(Mode::Quick)
        .expect("it fits");
    let paths = &laid.manifest.widget;
    for path in [
        &paths.script,
        &format!("{}.br", paths.script),
        "/embed.js",
        "/embed.v1.js.br",
    ] {
        assert!(laid.files.contains_key(&path[1..]), "{path}");
    }
    assert_eq!(
        paths.script.len(),
        "/assets/0123456789abcdef/widget.js".len()
    );
    for path in ["desk/index.html", "desk/index.html.gz", "manifest.json"] {
        assert!(laid.files.contains_key(path), "{path}");
    }
    assert_eq!(laid.files["embed.js"], laid.files["embed.v1.js"]);
    let page = String::from_utf8(laid.files["desk/index.html"].clone()).expect("it is text");
    assert!(page.contains(&laid.manifest.desk.style), "{page}");
}

#[test]
fn what_is_fetched_by_name_keeps_it_and_the_fallback_has_a_hash() {
    let (widget, desk) = (part(&[("widget.js", "w")]), part(&[("desk.js", "d")]));
    let loader = part(&[("embed.js", "e")]);
    let fallback = part(&[("fallback.js", "f")]);
    let named = part(&[("themes/plain.css", "p"), ("juttu.d.ts", "t")]);
    let mut pieces = pieces(&widget, &desk, &loader, PAGE);
    pieces.fallback = &fallback;
    pieces.named = &named;
    let laid = pieces.lay_out(Mode::Quick).expect("it fits");
    let path = laid.manifest.widget.fallback;
    assert!(path.starts_with("/assets/"), "{path}");
    assert!(path.ends_with("/fallback.js"), "{path}");
    assert_eq!(laid.files[&path[1..]], b"f");
    assert_eq!(laid.files["themes/plain.css"], b"p");
    assert_eq!(laid.files["juttu.d.ts"], b"t");
    assert_eq!(laid.manifest.desk.fallback, "");
}

#[test]
fn the_manifest_has_the_shape_the_relay_reads() {
    let (widget, desk) = (part(&[("widget.js", "w")]), part(&[("desk.js", "d")]));
    let loader = part(&[("embed.js", "e")]);
    let laid = pieces(&widget, &desk, &loader, PAGE)
        .lay_out(Mode::Quick)
        .expect("it fits");
    let json: serde_json::Value =
        serde_json::from_slice(&laid.files["manifest.json"]).expect("it is JSON");
    for program in ["widget", "desk"] {
        for file in ["script", "wasm", "style"] {
            let path = json[program][file].as_str().expect("a path");
            assert!(path.starts_with("/assets/"), "{path}");
        }
    }
    let hash = json["embed_integrity"].as_str().expect("a hash");
    assert!(
        hash.starts_with("sha384-") && hash.len() == 7 + 64,
        "{hash}"
    );
}

#[test]
fn a_page_without_a_slot_or_with_a_strange_one_is_refused() {
    let paths = Paths {
        script: "/s.js".into(),
        wasm: "/w".into(),
        style: "/c".into(),
        fallback: String::new(),
    };
    assert!(filled("{{boot}} {{script}} {{wasm}}", &paths).is_err());
    assert!(filled(&format!("{PAGE} {{{{title}}}}"), &paths).is_err());
    assert_eq!(
        filled("{{boot}}{{script}}{{wasm}}{{style}}", &paths).expect("it is whole"),
        "/s-boot.js/s.js/w/c"
    );
}

#[test]
fn the_integrity_of_nothing_is_the_known_one() {
    assert_eq!(
        integrity(b""),
        "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
    );
}
