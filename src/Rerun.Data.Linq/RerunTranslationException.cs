using Rerun.Catalog;

namespace Rerun.Data.Linq;

/// <summary>A LINQ query has a part that the engine cannot run. Thrown before anything is read.</summary>
public sealed class RerunTranslationException : RerunException
{
    internal RerunTranslationException(string expression, string @operator, string reason, string wayOut, Exception? inner = null)
        : base($"'{expression}' in {@operator} cannot be translated: {reason} {wayOut}", RerunErrorCode.NotSupported, inner)
    {
        Expression = expression;
        Operator = @operator;
    }

    /// <summary>The smallest part that fails, as text.</summary>
    public string Expression { get; }

    /// <summary>The query operator it stands in, such as <c>Where</c>.</summary>
    public string Operator { get; }
}
