using System.Runtime.CompilerServices;

namespace Rerun.Data.Specification.Cases;

/// <summary>The cases that a test runs, by their public names; without names, the one that bears the test's own name.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseAttribute : Attribute
{
    public CaseAttribute(params string[] names) => Names = names;

    public CaseAttribute([CallerMemberName] string name = "") => Names = [name];

    public string[] Names { get; }
}
