namespace Rerun.Query.Sql.Lexing;

/// <summary>The words with a meaning in the grammar; most of them are ordinary names elsewhere (<see cref="SqlKeywords"/>).</summary>
internal enum SqlKeyword : byte
{
    /// <summary>Not a keyword.</summary>
    None,

    Abort, All, Alter, Analyze, And, Anti, Any, Array, As, Asc, Asof, At, Begin, Bernoulli, Between, Both, By, Call, Cascade,
    Case, Cast, Check, Collate, Columns, Commit, Conflict, Constraint, Create, Cross, Cube, Current, CurrentDate, CurrentTime,
    CurrentTimestamp, Dataset, Default, Delete, Desc, Describe, Distinct, Div, Do, Drop, Else, End, Escape, Except, Exclude,
    Exists, Explain, External, Extract, False, Fetch, Filter, First, Following, For, Foreign, Format, From, Full, Glob, Global,
    Group, Grouping, Groups, Having, If, Ignore, Ilike, In, Index, Inner, Insert, Intersect, Interval, Into, Is, Isnull, Join,
    Key, Last, Lateral, Leading, Left, Like, Limit, Local, Localtime, Localtimestamp, Location, Map, MatchCondition, Materialized,
    Name, Natural, Next, No, Not, Nothing, Notnull, Null, Nulls, Offset, On, Only, Or, Order, Ordinality, Others, Outer, Over,
    Overlay, Overwrite, Partition, Percent, Placing, Position, Positional, Preceding, Precision, Primary, Qualify, Range,
    Recursive, References, Regexp, Rename, Repeatable, Replace, Reset, Respect, Restrict, Returning, Right, Rlike, Rollback,
    Rollup, Row, Rows, Sample, Select, Semi, Session, Set, Sets, Show, Similar, Some, Start, Stored, Struct, Substring, Summarize,
    Symmetric, Table, Tablesample, Temp, Temporary, Then, Ties, Time, Timestamp, To, Top, Trailing, Transaction, Trim, True,
    TryCast, Unbounded, Union, Unique, Unknown, Update, Using, Values, Varying, Verbose, View, When, Where, Window, With, Within,
    Without, Work, Zone,
}
