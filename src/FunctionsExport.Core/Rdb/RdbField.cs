namespace FunctionsExport.Rdb;

/// <summary>A part of what follows an opcode, or a key's name, in a file.</summary>
internal enum RdbField : byte
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A length, of whatever meaning.</summary>
    Length,

    /// <summary>A length: how many elements the value has.</summary>
    Elements,

    /// <summary>1 byte.</summary>
    Byte,

    /// <summary>4 bytes.</summary>
    Bytes4,

    /// <summary>8 bytes.</summary>
    Bytes8,

    /// <summary>16 bytes.</summary>
    Bytes16,

    /// <summary>A floating-point number as text: a length of one byte and the text; 253 to 255 stand for NaN and infinities.</summary>
    Number,

    /// <summary>A length n and n strings.</summary>
    Strings,

    /// <summary>A length n and n times two strings.</summary>
    Pairs,

    /// <summary>A length n and n times a string and 8 bytes.</summary>
    Scored,

    /// <summary>A length n; what follows until <see cref="Next"/> stands there n times.</summary>
    Repeat,

    /// <summary>As <see cref="Repeat"/>, and n is how many elements the value has.</summary>
    RepeatElements,

    /// <summary>The end of what is repeated.</summary>
    Next,

    /// <summary>A string that holds a ziplist.</summary>
    Ziplist,

    /// <summary>A string that holds a listpack.</summary>
    Listpack,

    /// <summary>A string that holds an intset.</summary>
    Intset,

    /// <summary>A string that holds a zipmap.</summary>
    Zipmap,

    /// <summary>A listpack that is a node of a stream, so that its entries are not the value's elements.</summary>
    StreamListpack,

    /// <summary>A string of 16 bytes: the first ID of a node of a stream.</summary>
    StreamId,

    /// <summary>A length, 1 or 2: whether the string that follows is an element of a list or a listpack of elements.</summary>
    ListNode,

    /// <summary>A length, 0 or 1, and another one after a 1.</summary>
    OptionalLength,

    /// <summary>A length, and a string unless it is 0.</summary>
    OptionalString,

    /// <summary>As many times as the value has elements: two lengths, the second 0 to 3, and a string or 8 bytes.</summary>
    ArrayElements,

    /// <summary>A length that holds a module's name and the version of its format.</summary>
    ModuleId,

    /// <summary>The length 2, which in a module's value comes before a number.</summary>
    ModuleUnsigned,

    /// <summary>A module's value: each part after a length that says what it is, 0 after the last.</summary>
    ModuleValue,

    /// <summary>A string: an AUX field's name.</summary>
    AuxName,

    /// <summary>A string: an AUX field's value.</summary>
    AuxValue,

    /// <summary>A length: the number of the database that the next keys are in.</summary>
    Database,

    /// <summary>A string: a library of functions.</summary>
    Function,

    /// <summary>A length: the number of a template of hashes; then a length n and n strings, its fields' names.</summary>
    Template,

    /// <summary>A length: the number of a template of hashes; then as many strings as it has fields.</summary>
    TemplateValues,
}
