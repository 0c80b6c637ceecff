using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>How names in the text are matched with names of things: unquoted without case, quoted exactly.</summary>
internal static class NameMatching
{
    public static bool Fits(string name, SqlName written) =>
        name.Equals(written.Text, written.Quoted ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>The one thing whose name fits: an exact match wins; two that fit only without case are ambiguous.</summary>
    public static T? Single<T>(IEnumerable<T> things, Func<T, string> nameOf, SqlName written, out bool isAmbiguous)
        where T : class
    {
        T? found = null;
        isAmbiguous = false;
        foreach (T thing in things)
        {
            string name = nameOf(thing);
            if (name == written.Text)
            {
                isAmbiguous = false;
                return thing;
            }

            if (Fits(name, written))
            {
                isAmbiguous = found is not null;
                found = thing;
            }
        }

        return found;
    }
}
