using Rerun.Testing;

namespace Rerun.Data.Tests.Logic;

/// <summary>The rows in this folder's files are those of SQLite, so that nobody types them.</summary>
public sealed class LogicWritingTests
{
    [Fact]
    public void Rows_are_those_that_SQLite_gives()
    {
        bool isWriting = Environment.GetEnvironmentVariable("SQLLOGICTEST_WRITE") is { Length: > 0 };
        foreach (string file in Directory.GetFiles(Path.Combine(Here(), "Files")))
        {
            string text = File.ReadAllText(file);
            string written = LogicWriter.Write(text);
            if (isWriting)
            {
                File.WriteAllText(file, written);
            }
            else
            {
                Assert.Equal(text, written);
            }
        }
    }

    private static string Here() => Path.Combine(SharedData.RepositoryRoot, "tests", "Rerun.Data.Tests", "Logic");
}
