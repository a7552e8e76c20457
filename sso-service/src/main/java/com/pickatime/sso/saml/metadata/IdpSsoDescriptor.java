package com.pickatime.sso.saml.metadata;

import com.pickatime.sso.saml.SamlTime;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The one SAML 2.0 identity provider that metadata describes, SAML metadata 2.3.2 and 2.4.3. */
record IdpSsoDescriptor(Element descriptor) {

    private static final int LONGEST_ENTITY_ID = 1024;

    static IdpSsoDescriptor in(Document metadata) throws UnusableMetadataException {
        var root = metadata.getDocumentElement();
        if (!isMetadata(root)) {
            var webPage = "html".equalsIgnoreCase(root.getLocalName());
            throw new UnusableMetadataException(webPage ? MetadataFault.WEB_PAGE : MetadataFault.NOT_METADATA);
        }
        var found = new ArrayList<Element>();
        collect(root, found);
        if (found.isEmpty()) {
            throw new UnusableMetadataException(MetadataFault.NO_IDENTITY_PROVIDER);
        }
        if (found.size() > 1) {
            throw several(found.size());
        }
        return new IdpSsoDescriptor(found.get(0));
    }

    /** SAML core 8.3.6 sets the length; a control character could forge lines in a log. */
    String entityId() throws UnusableMetadataException {
        var id = ((Element) descriptor.getParentNode()).getAttribute("entityID").strip();
        if (id.isEmpty() || id.length() > LONGEST_ENTITY_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableMetadataException(MetadataFault.BAD_ENTITY_ID);
        }
        return id;
    }

    boolean wantsSignedRequests() {
        return List.of("true", "1")
                .contains(descriptor.getAttribute("WantAuthnRequestsSigned").strip());
    }

    /** The earliest end that the role or anything around it sets; null: none. */
    @Nullable
    Instant validUntil() throws UnusableMetadataException {
        Instant earliest = null;
        for (Node around = descriptor; around instanceof Element element; around = around.getParentNode()) {
            if (element.hasAttribute("validUntil")) {
                var end = time(element.getAttribute("validUntil"));
                earliest = earliest == null || end.isBefore(earliest) ? end : earliest;
            }
        }
        return earliest;
    }

    private static boolean isMetadata(Element root) {
        return Xml.is(root, Saml.METADATA, "EntityDescriptor") || Xml.is(root, Saml.METADATA, "EntitiesDescriptor");
    }

    /** Entities may be grouped in groups; the parser limits how deep. */
    private static void collect(Element described, List<Element> found) {
        if (Xml.is(described, Saml.METADATA, "EntityDescriptor")) {
            Xml.children(described, Saml.METADATA, "IDPSSODescriptor").stream()
                    .filter(IdpSsoDescriptor::speaksSaml2)
                    .forEach(found::add);
        } else {
            Xml.children(described).stream()
                    .filter(IdpSsoDescriptor::isMetadata)
                    .forEach(member -> collect(member, found));
        }
    }

    private static boolean speaksSaml2(Element role) {
        return List.of(role.getAttribute("protocolSupportEnumeration").strip().split("\\s+"))
                .contains(Saml.PROTOCOL);
    }

    private static UnusableMetadataException several(int number) {
        return new UnusableMetadataException(
                MetadataFault.SEVERAL_IDENTITY_PROVIDERS,
                "The metadata describes " + number
                        + " identity providers. Use a metadata URL that describes yours alone.");
    }

    private static Instant time(String text) throws UnusableMetadataException {
        try {
            return SamlTime.parse(text);
        } catch (DateTimeException noTime) {
            throw new UnusableMetadataException(MetadataFault.BAD_TIME);
        }
    }
}
