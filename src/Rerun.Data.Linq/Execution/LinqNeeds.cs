namespace Rerun.Data.Linq.Execution;

/// <summary>What programs that are trimmed or compiled ahead of time are told where LINQ starts.</summary>
internal static class LinqNeeds
{
    public const string Reflection = "LINQ reads the members of row classes and the methods of query operators by reflection. SQL and data readers need none.";
    public const string Compilation = "LINQ compiles what makes objects of rows while the program runs. SQL and data readers need no such code.";
}
