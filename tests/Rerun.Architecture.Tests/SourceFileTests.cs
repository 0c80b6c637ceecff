using System.Text.RegularExpressions;
using Rerun.Testing;

namespace Rerun.Architecture;

/// <summary>One file, one idea.</summary>
public partial class SourceFileTests
{
    private const int LongestFile = 450;

    private static readonly string[] VagueNames = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Common"];

    [Fact]
    public void No_source_file_is_long() =>
        Assert.DoesNotContain(Files().Select(file => (file, lines: File.ReadLines(file).Count())), file => file.lines > LongestFile);

    [Fact]
    public void No_file_or_folder_has_a_vague_name() =>
        Assert.DoesNotContain(
            Files().Select(file => Path.GetRelativePath(SharedData.RepositoryRoot, file)),
            file => file.Split('/', '\\', '.').Any(part => VagueNames.Any(vague => part.EndsWith(vague, StringComparison.Ordinal))));

    [Fact]
    public void A_file_declares_one_public_type_and_bears_its_name()
    {
        var wrong = new List<string>();
        foreach (var file in Files())
        {
            var types = PublicTopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToArray();
            var stem = Path.GetFileName(file).Split('.')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0] != stem))
            {
                wrong.Add($"{Path.GetRelativePath(SharedData.RepositoryRoot, file)}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>?\[\]., ]+?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTopLevelType();
}
