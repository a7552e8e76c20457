package com.pickatime.contacts.adoption;

/** What two contacts have in common that are one person, perhaps. */
enum MatchRule {
    /** What we call the person is what the roster calls them, or their identifier there. */
    ID(95),
    EMAIL_NAME(85),
    NAME_BIRTH_DATE(90),
    /** Teachers of the same name who teach a class of the same title. */
    NAME_CLASS(75),
    /** Parents of the same name, of the same child. */
    NAME_CHILD(80),
    /** The e-mail address and nothing else: families and offices share one, so it decides nothing. */
    EMAIL(30);

    /** What an ID is worth where neither name nor birth date is the same: another numbering may meet it by chance. */
    static final int BARE_ID = 40;

    private final int score;

    MatchRule(int score) {
        this.score = score;
    }

    /** From 0 to 100. */
    int score() {
        return score;
    }
}
