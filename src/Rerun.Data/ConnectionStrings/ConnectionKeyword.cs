namespace Rerun.Data.ConnectionStrings;

/// <summary>A keyword of a connection string: its name, its other names, and how its value is read.</summary>
/// <param name="Name">The canonical name, as written into connection strings.</param>
/// <param name="Aliases">Other names it is accepted under.</param>
/// <param name="Default">The typed value that holds when the keyword is absent.</param>
/// <param name="Read">Turns what was given into the typed value; throws <see cref="FormatException"/> saying what was expected.</param>
internal sealed record ConnectionKeyword(string Name, string[] Aliases, object Default, Func<object, object> Read)
{
    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The typed value, or an error that names the keyword.</summary>
    public object ReadValue(object given)
    {
        try
        {
            return Read(given);
        }
        catch (FormatException fault)
        {
            var shown = IsSecret ? "" : $" '{given}'";
            throw new ArgumentException($"The value{shown} of connection string keyword '{Name}' is not valid: {fault.Message}", Name, fault);
        }
    }
}
