package com.pickatime.sso.saml.messages;

/**
 * A message of ours, ready to be sent.
 *
 * @param id what the answer's InResponseTo will be
 */
public record SamlMessage(Kind kind, String id, String xml) {

    /** Hides the XML, which names a person in a logout. */
    @Override
    public String toString() {
        return "SamlMessage[kind=" + kind + ", id=" + id + "]";
    }

    /** Which of the two query parameters carries a message, SAML bindings 3.4.4.1. */
    public enum Kind {
        REQUEST("SAMLRequest"),
        RESPONSE("SAMLResponse");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }

        public String parameter() {
            return parameter;
        }
    }
}
