namespace Rerun.Data.Tests.Logic;

/// <summary>Words of the descendants of sqllogictest that mean nothing here, since a catalog in memory is one file's own.</summary>
internal static class LogicWords
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "mode", "control", "load", "restart", "reconnect", "sleep", "subtest", "set", "unzip", "tags", "test-env", "continue", "reset",
    };

    /// <summary>What is required that has no meaning in another engine, or that every engine gives.</summary>
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "vector_size", "exact_vector_size", "64bit", "no_extension_autoloading", "skip_reload", "noforcestorage", "notmingw", "notwindows", "notmusl", "no_vector_verification",
        "noalternativeverify", "no_alternative_verify", "allow_unsigned_extensions", "longdouble", "block_size", "ram", "disk_space", "strinline", "no_latest_storage", "nothreadsan",
        "no_block_verification", "core_functions", "mvcc", "noadditionalverify",
    };

    public static bool IsWithoutEffect(string[] words) =>
        Plain.Contains(words[0]) || words is ["require", var feature, ..] && Given.Contains(feature);
}
