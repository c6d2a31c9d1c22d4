package org.fubako.provider;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A country in which data may lie, as ISO 3166-1 has it. */
record DataLocation(String country) {

    private static final Pattern FORM = Pattern.compile("[A-Z]{2}");

    /**
     * @param allowed countries with commas between them
     * @throws IllegalStateException when it is not one of those, or when one of them is no country
     */
    static DataLocation among(String allowed, String country) {
        Set<String> countries =
                Arrays.stream(allowed.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        for (String each : countries) {
            if (!FORM.matcher(each).matches()) {
                throw new IllegalStateException(
                        "fubako.data.locations: \"" + each + "\" is not a country (ISO 3166-1)");
            }
        }
        if (!countries.contains(country)) {
            throw new IllegalStateException("fubako.data.location: data would lie in \"" + country
                    + "\", but fubako.data.locations allows " + allowed + " only");
        }
        return new DataLocation(country);
    }
}
