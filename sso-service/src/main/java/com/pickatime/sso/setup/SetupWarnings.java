package com.pickatime.sso.setup;

import com.pickatime.sso.settings.Provider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.setup.SettingsView.CertificateView;
import com.pickatime.sso.setup.SettingsView.MetadataView;
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
        if (settings.provider() == Provider.NONE) {
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
        if (metadata.singleSignOnUrl() == null && settings.idpLoginUrl() == null) {
            warnings.add("The metadata names no address to sign in at by HTTP-Redirect, so people can only start at the"
                    + " identity provider. Ask its operator for one.");
        }
        certificates(warnings, metadata.certificates());
        return warnings;
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
