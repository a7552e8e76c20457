package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** An element of a response, read so that whatever is odd about it becomes a refusal. */
record SamlElement(Element dom) {

    /** xs:ID without colons; anything else could mean something in an XPointer. */
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,255}");

    /** SAML core 1.3.3: times are UTC; a time without a zone, or of another, is read differently by different readers. */
    private static final Pattern UTC =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]00:00)");

    private static final Pattern ZONE = Pattern.compile("(Z|[+-]00:00)$");

    /** XML 1.0, production 3; blanks of other alphabets are part of a name. */
    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$");

    static SamlElement root(byte[] xml) throws RefusedResponseException {
        return root(xml, Xml.MOST_BYTES);
    }

    /** Without a byte order mark, as every identity provider sends it: readers differ on those. */
    static SamlElement root(byte[] xml, int mostBytes) throws RefusedResponseException {
        demand(xml.length > 0 && xml[0] > 0, "not the beginning of a message");
        try {
            return new SamlElement(Xml.parse(xml, mostBytes).getDocumentElement());
        } catch (MalformedXmlException malformed) {
            throw new RefusedResponseException(malformed);
        }
    }

    boolean is(String namespace, String name) {
        return Xml.is(dom, namespace, name);
    }

    /** An element of SAML's assertion namespace. */
    boolean isSaml(String name) {
        return is(Saml.ASSERTION, name);
    }

    /** An attribute without namespace, as written; a blank one is malformed, as no attribute of SAML may be. */
    Optional<String> attribute(String name) throws RefusedResponseException {
        if (!dom.hasAttributeNS(null, name)) {
            return Optional.empty();
        }
        var value = dom.getAttributeNS(null, name);
        demand(!value.isBlank(), "a blank attribute");
        return Optional.of(value);
    }

    String required(String name) throws RefusedResponseException {
        var value = attribute(name);
        demand(value.isPresent(), "no attribute " + name);
        return value.orElseThrow();
    }

    String id() throws RefusedResponseException {
        var id = required("ID");
        demand(ID.matcher(id).matches(), "an ID that is none");
        return id;
    }

    Optional<Instant> instant(String name) throws RefusedResponseException {
        var written = attribute(name);
        return written.isEmpty() ? Optional.empty() : Optional.of(instantOf(written.get()));
    }

    private static Instant instantOf(String written) throws RefusedResponseException {
        demand(UTC.matcher(written).matches(), "a time that is not UTC");
        try {
            return LocalDateTime.parse(ZONE.matcher(written).replaceFirst("")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            throw new RefusedResponseException(new MalformedXmlException("a time that does not exist"));
        }
    }

    /** The child of SAML's assertion namespace, if there is one; two are malformed. */
    Optional<SamlElement> child(String name) throws RefusedResponseException {
        return child(Saml.ASSERTION, name);
    }

    Optional<SamlElement> child(String namespace, String name) throws RefusedResponseException {
        try {
            return Xml.onlyChild(dom, namespace, name).map(SamlElement::new);
        } catch (MalformedXmlException malformed) {
            throw new RefusedResponseException(malformed);
        }
    }

    List<SamlElement> children(String name) {
        return children().stream().filter(child -> child.isSaml(name)).toList();
    }

    List<SamlElement> children() {
        return Xml.children(dom).stream().map(SamlElement::new).toList();
    }

    /** This element and everything in it, in document order. */
    List<SamlElement> tree() {
        var tree = new ArrayList<SamlElement>();
        tree.add(this);
        children().forEach(child -> tree.addAll(child.tree()));
        return tree;
    }

    /** The whole text as written, or malformed. */
    String text() throws RefusedResponseException {
        try {
            return Xml.text(dom);
        } catch (MalformedXmlException malformed) {
            throw new RefusedResponseException(malformed);
        }
    }

    /** The whole text as written; empty where there is something else than text. */
    Optional<String> readableText() {
        try {
            return Optional.of(Xml.text(dom));
        } catch (MalformedXmlException somethingElse) {
            return Optional.empty();
        }
    }

    /** The whole text without blanks around: xs:anyURI collapses them, XML Schema part 2, 3.2.17. */
    String token() throws RefusedResponseException {
        return BLANKS_AROUND.matcher(text()).replaceAll("");
    }

    private static void demand(boolean kept, String otherwise) throws RefusedResponseException {
        if (!kept) {
            throw new RefusedResponseException(new MalformedXmlException(otherwise));
        }
    }
}
