using System.Collections;

namespace Rerun.Query;

/// <summary>The values handed to a statement. Names are matched without their prefix and without case; of equal names the last counts.</summary>
public sealed class QueryParameters : IReadOnlyList<QueryParameter>
{
    private readonly QueryParameter[] _parameters;

    /// <summary>Takes the values in order.</summary>
    /// <param name="parameters">The values; the sequence is read once.</param>
    public QueryParameters(IEnumerable<QueryParameter> parameters)
        : this((QueryParameter[])[.. parameters])
    {
    }

    private QueryParameters(QueryParameter[] parameters) => _parameters = parameters;

    /// <summary>No values.</summary>
    public static QueryParameters None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _parameters.Length;

    /// <inheritdoc/>
    public QueryParameter this[int index] => _parameters[index];

    /// <inheritdoc/>
    public IEnumerator<QueryParameter> GetEnumerator() => ((IEnumerable<QueryParameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _parameters.GetEnumerator();

    /// <summary>Takes the values in order, and the array.</summary>
    internal static QueryParameters Own(QueryParameter[] parameters) => new(parameters);

    /// <summary>The place of a parameter of the text: by name, or by number for a positional one; -1 if it has no value.</summary>
    internal int IndexOf(string name)
    {
        for (int i = _parameters.Length - 1; i >= 0; i--)
        {
            if (_parameters[i].Name is { Length: > 0 } given && WithoutPrefix(given).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        // Positional parameters are usually nameless; many mappers name them all the same, so the place counts, not the absence of a name.
        return int.TryParse(name, out int position) && position >= 1 && position <= _parameters.Length ? position - 1 : -1;
    }

    private static ReadOnlySpan<char> WithoutPrefix(string name) => name[0] is '@' or '$' or ':' or '?' ? name.AsSpan(1) : name;
}
