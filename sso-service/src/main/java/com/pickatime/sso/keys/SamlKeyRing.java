package com.pickatime.sso.keys;

import com.pickatime.sso.saml.messages.SamlCredential;
import java.util.List;

/**
 * Our SAML keys of this moment.
 *
 * @param signing signs requests and metadata
 * @param all what the metadata lists and what decrypts: the signing one first, then one that waits for its activation and
 *     those that identity providers may still encrypt for
 */
public record SamlKeyRing(SamlCredential signing, List<SamlCredential> all) {

    public SamlKeyRing {
        all = List.copyOf(all);
    }
}
