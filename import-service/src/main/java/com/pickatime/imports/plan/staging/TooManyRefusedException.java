package com.pickatime.imports.plan.staging;

import com.pickatime.imports.plan.roster.RowRefusal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** So many rows of one file or collection were refused that the rest of it is not worth reading. */
public final class TooManyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says it in words for an administrator, without personal data. */
    TooManyRefusedException(String place, long refused, List<RowRefusal> first) {
        super(String.format(
                Locale.ENGLISH,
                "%,d rows of %s were refused, and reading stopped there: something is wrong with all of it. The first were %s."
                        + " The refusals of this import list more. Mend the source, then import again; if so many rows may be"
                        + " bad, raise imports.staging.most-refused of the import service. Nothing was changed.",
                refused,
                place,
                first.stream()
                        .map(refusal -> refusal.position() + " (" + refusal.field() + " " + refusal.reason() + ")")
                        .collect(Collectors.joining("; "))));
    }
}
