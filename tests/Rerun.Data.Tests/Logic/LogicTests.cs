using System.Text;
using Xunit.Abstractions;

namespace Rerun.Data.Tests.Logic;

/// <summary>
/// Files in the format of sqllogictest: those of this folder, whose rows SQLite gave, and with <c>SQLLOGICTEST=folder</c> all of another folder.
/// <c>--logger "console;verbosity=detailed"</c> shows its report also where all is right. <c>SQLLOGICTEST_WRITE=1</c> has SQLite write the rows of this folder's files anew.
/// </summary>
public sealed class LogicTests(ITestOutputHelper output)
{
    private const string Engine = "rerun";

    private static string Own => Path.Combine(AppContext.BaseDirectory, "Logic", "Files");

    public static TheoryData<string> OwnFiles => [.. Directory.GetFiles(Own).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void Own_records_give_their_rows(string file)
    {
        LogicTally tally = Run(Path.Combine(Own, file), file, isStrict: true);
        output.WriteLine(tally.ToString());
        Assert.True(tally.Wrong == 0, string.Join('\n', tally.Faults));
        Assert.InRange(tally.Right, 10, int.MaxValue);
    }

    [Fact]
    public void Records_of_another_folder_give_their_rows()
    {
        if (Environment.GetEnvironmentVariable("SQLLOGICTEST") is not { Length: > 0 } folder)
        {
            return;
        }

        var total = new LogicTally();
        string[] files = [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".test" or ".slt" or ".test_slow").Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            long start = Environment.TickCount64;
            LogicTally tally = Run(file, Path.GetRelativePath(folder, file), isStrict: false);
            total.Add(tally);
            Say($"{Path.GetRelativePath(folder, file)}: {tally}, {Environment.TickCount64 - start} ms");
        }

        Say($"{files.Length} files: {total}");
        foreach ((string reason, int count) in total.Reasons)
        {
            Say($"  not run {count}: {reason}");
        }

        foreach (string fault in total.Faults)
        {
            Say(fault);
        }

        Assert.True(files.Length > 0, $"There is no .test or .slt file in {folder}.");
        Assert.True(total.Wrong == 0, total.ToString());
    }

    private void Say(string line) => output.WriteLine(line);

    private static LogicTally Run(string path, string name, bool isStrict)
    {
        using RerunDataSource source = RerunDataSource.Create("Data Source=:memory:");
        using RerunConnection connection = source.OpenConnection();
        string engine = Environment.GetEnvironmentVariable("SQLLOGICTEST_ENGINE") is { Length: > 0 } given && !isStrict ? given : Engine;
        using var runner = new LogicRunner(connection, source.OpenConnection, engine, isStrict);
        return runner.Run(name, LogicReader.Read(File.ReadAllText(path, Encoding.UTF8), Path.GetDirectoryName(path)));
    }
}
