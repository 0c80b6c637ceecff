namespace Rerun.Query.Plan.Relations;

/// <summary>Stands for the rows that the step of a recursive query starts from; equal only to itself.</summary>
/// <param name="name">The name of the recursive query.</param>
internal sealed class WorkingTable(string name)
{
    public string Name { get; } = name;
}
