namespace Rerun.Query.Sql.Lexing;

/// <summary>What a token is.</summary>
internal enum SqlTokenKind : byte
{
    /// <summary>the end of the text</summary>
    End,

    /// <summary>an identifier without quotes, or a keyword</summary>
    Word,

    /// <summary><c>"a""b"</c></summary>
    QuotedName,

    /// <summary><c>'a''b'</c></summary>
    String,

    /// <summary><c>E'\n'</c></summary>
    EscapeString,

    /// <summary><c>$$..$$</c> or <c>$tag$..$tag$</c></summary>
    DollarString,

    /// <summary><c>X'00ff'</c></summary>
    Blob,

    /// <summary>digits, also <c>0xff</c>, <c>0o17</c>, <c>0b101</c>, <c>1_000</c></summary>
    Integer,

    /// <summary>a number with a point or an exponent</summary>
    Decimal,

    /// <summary><c>@p</c></summary>
    AtParameter,

    /// <summary><c>$p</c></summary>
    DollarParameter,

    /// <summary><c>:p</c></summary>
    ColonParameter,

    /// <summary><c>$1</c></summary>
    NumberParameter,

    /// <summary><c>?</c></summary>
    QuestionParameter,

    /// <summary><c>(</c></summary>
    LeftParen,

    /// <summary><c>)</c></summary>
    RightParen,

    /// <summary><c>[</c></summary>
    LeftBracket,

    /// <summary><c>]</c></summary>
    RightBracket,

    /// <summary><c>{</c></summary>
    LeftBrace,

    /// <summary><c>}</c></summary>
    RightBrace,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary><c>.</c></summary>
    Dot,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>::</c></summary>
    DoubleColon,

    /// <summary><c>:=</c></summary>
    ColonEqual,

    /// <summary><c>=&gt;</c></summary>
    FatArrow,

    /// <summary><c>-&gt;</c></summary>
    Arrow,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>**</c></summary>
    DoubleStar,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>//</c></summary>
    DoubleSlash,

    /// <summary><c>%</c></summary>
    Percent,

    /// <summary><c>^</c></summary>
    Caret,

    /// <summary><c>^@</c></summary>
    CaretAt,

    /// <summary><c>||</c></summary>
    Concat,

    /// <summary><c>|</c></summary>
    Pipe,

    /// <summary><c>&amp;</c></summary>
    Ampersand,

    /// <summary><c>&amp;&amp;</c></summary>
    DoubleAmpersand,

    /// <summary><c>#</c></summary>
    Hash,

    /// <summary><c>~</c></summary>
    Tilde,

    /// <summary><c>~*</c></summary>
    TildeStar,

    /// <summary><c>!~</c></summary>
    NotTilde,

    /// <summary><c>!~*</c></summary>
    NotTildeStar,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c></summary>
    ShiftRight,

    /// <summary><c>= or ==</c></summary>
    Equal,

    /// <summary><c>&lt;&gt; or !=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>@&gt;</c></summary>
    AtGreater,

    /// <summary><c>&lt;@</c></summary>
    LessAt,
}
