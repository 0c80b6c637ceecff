using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>What a plan assumes of a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Value">The value where the plan depends on it, else null.</param>
internal sealed record ParameterUse(string Name, IArrowType Type, Constant? Value)
{
    /// <summary>Whether the parameter is again as the plan assumes.</summary>
    public bool Fits(ParameterSet parameters)
    {
        try
        {
            return parameters.Find(Name) is { } now && (Value is null ? ReferenceEquals(now.Type, Type) || now.Type.Equals(Type) : now.Equals(Value));
        }
        catch (RerunException)
        {
            // The binder says of such a value where in the text it stands.
            return false;
        }
    }
}
