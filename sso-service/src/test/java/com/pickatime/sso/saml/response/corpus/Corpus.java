package com.pickatime.sso.saml.response.corpus;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
public final class Corpus {

    private static final List<Case> CASES = Stream.of(
                    GenuineCases.all(),
                    SignatureCases.all(),
                    SignatureValueCases.all(),
                    PlacementCases.all(),
                    WrappingCases.all(),
                    XmlCases.all(),
                    BrowserProfileCases.all(),
                    TimeCases.all(),
                    ContentCases.all(),
                    RealWorldCases.all(),
                    EncryptionCases.all(),
                    CiphertextCases.all())
            .flatMap(List::stream)
            .toList();

    private Corpus() {}

    public static List<Case> cases() {
        return CASES;
    }
}
