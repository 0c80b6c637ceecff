namespace Rerun.Data.Parameters;

/// <summary>The names of parameters, with and without the prefix that SQL text has.</summary>
internal static class ParameterNames
{
    public static string Bare(string name) => name is ['@' or '$' or ':', ..] ? name[1..] : name;
}
