package com.pickatime.sso.setup;

import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.setup.SettingsView.CertificateView;
import com.pickatime.sso.setup.SettingsView.MetadataView;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What administrators should know about settings that are allowed and yet not as they should be. */
final class SetupWarnings {

    private static final int SOON_DAYS = 30;

    private SetupWarnings() {}

    static List<String> of(SsoSettings settings, @Nullable MetadataView metadata) {
        var warnings = new ArrayList<String>();
        if (settings.allowSha1()) {
            warnings.add("Signatures with SHA-1 are accepted. They can be forged with enough effort: let the identity"
                    + " provider sign with SHA-256, then turn this off.");
        }
        if (settings.allowAesCbc()) {
            warnings.add("Assertions encrypted with AES-CBC are accepted. Whoever can get hold of one and try it often"
                    + " enough can read it: let the identity provider encrypt with AES-GCM, then turn this off. Until then let it"
                    + " sign the response as well.");
        }
        if (settings.provider() == SsoProvider.NONE) {
            return warnings;
        }
        if (metadata == null || metadata.entityId() == null) {
            warnings.add("There is no metadata of the identity provider that may be used, so nobody can sign in through"
                    + " it. Check the IdP Metadata URL.");
            return warnings;
        }
        if (metadata.lastFailure() != null) {
            warnings.add("The metadata could not be fetched the last time; what came before is still used.");
        }
        metadata.ignored().forEach(fault -> warnings.add("A part of the metadata is left out. " + fault));
        loginUrl(warnings, settings, metadata.singleSignOnUrl());
        certificates(warnings, metadata.certificates());
        return warnings;
    }

    /** The metadata's address counts, and an address that was typed in vain looks as if it did. */
    private static void loginUrl(List<String> warnings, SsoSettings settings, @Nullable URI published) {
        var typed = settings.idpLoginUrl();
        if (typed == null) {
            if (published == null) {
                warnings.add("The metadata names no address to sign in at by HTTP-Redirect, so people can only start at"
                        + " the identity provider. Ask its operator for one.");
            }
        } else if (published == null) {
            if (!settings.allowIdpInitiated()) {
                warnings.add(
                        "The IdP Login URL is not used: the metadata names no address that takes sign-in requests, and"
                                + " sign-in from the identity provider's own page is not allowed. Allow IdP-initiated sign-in, or"
                                + " ask the identity provider's operator for an HTTP-Redirect address.");
            }
        } else if (!String.valueOf(typed.getHost()).equalsIgnoreCase(published.getHost())) {
            warnings.add("The IdP Login URL is not used, and it contradicts the metadata, which names an address at "
                    + published.getHost()
                    + ". If that is not where your people sign in, the IdP Metadata URL is of another"
                    + " application; otherwise remove the IdP Login URL.");
        } else if (!typed.equals(published)) {
            warnings.add(
                    "The IdP Login URL is not used: people are sent to the address that the metadata names. Remove it,"
                            + " or ask the identity provider's operator whether the metadata is right.");
        }
    }

    private static void certificates(List<String> warnings, List<CertificateView> certificates) {
        int daysLeft =
                certificates.stream().mapToInt(CertificateView::daysLeft).max().orElse(Integer.MAX_VALUE);
        if (daysLeft <= 0) {
            warnings.add("Every signing certificate in the metadata has ended. Ask the identity provider's operator to"
                    + " publish the new one.");
        } else if (daysLeft <= SOON_DAYS) {
            warnings.add("The last signing certificate in the metadata ends soon (days left: " + daysLeft
                    + "). Ask the identity provider's operator to publish the next one.");
        }
    }
}
