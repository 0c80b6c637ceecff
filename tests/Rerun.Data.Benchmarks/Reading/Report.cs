namespace Rerun.Data.Benchmarks.Reading;

/// <summary>The lines of the table that a run prints.</summary>
internal sealed class Report(TextWriter output)
{
    private bool _hasHead;

    /// <summary>Whether every figure meets its budget.</summary>
    public bool IsMet { get; private set; } = true;

    public void Add(string figure, string value, string budget, bool isMet)
    {
        if (!_hasHead)
        {
            output.WriteLine("| figure | measured | budget |\n|---|---|---|");
            _hasHead = true;
        }

        IsMet &= isMet;
        output.WriteLine($"| {figure} | {value} | {budget}{(isMet ? "" : " **missed**")} |");
    }
}
