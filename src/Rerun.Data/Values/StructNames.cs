namespace Rerun.Data.Values;

/// <summary>The names of a struct's fields, shared by all its values. Of equal names the first counts.</summary>
internal sealed class StructNames
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public StructNames(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (_positions.TryAdd(names[i], i))
            {
                Distinct.Add((names[i], i));
            }
        }
    }

    /// <summary>The names with their positions, without repetitions.</summary>
    public List<(string Name, int Position)> Distinct { get; } = [];

    public bool TryFind(string name, out int position) => _positions.TryGetValue(name, out position);
}
