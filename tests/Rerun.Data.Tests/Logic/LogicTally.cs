namespace Rerun.Data.Tests.Logic;

/// <summary>How the records of files fared.</summary>
internal sealed class LogicTally
{
    private readonly Dictionary<string, int> _reasons = [];

    public int Right { get; private set; }

    public int Wrong { get; private set; }

    /// <summary>How many records gave rows where the file expects an error.</summary>
    public int Accepted { get; private set; }

    public int NotRun => _reasons.Values.Sum();

    /// <summary>What is wrong, in words.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Why records were not run, most frequent first.</summary>
    public IEnumerable<(string Reason, int Count)> Reasons =>
        _reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    public void AddRight() => Right++;

    public void AddWrong(string fault)
    {
        Wrong++;
        Faults.Add(fault);
    }

    public void AddAccepted(string fault)
    {
        Accepted++;
        Faults.Add(fault);
    }

    public void AddNotRun(string reason, int count = 1) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;

    public void Add(LogicTally other)
    {
        Right += other.Right;
        Wrong += other.Wrong;
        Accepted += other.Accepted;
        Faults.AddRange(other.Faults);
        foreach (var (reason, count) in other.Reasons)
        {
            AddNotRun(reason, count);
        }
    }

    public override string ToString() => $"right {Right}, wrong {Wrong}, not run {NotRun}" + (Accepted > 0 ? $", rows where an error was expected {Accepted}" : "");
}
