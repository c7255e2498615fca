namespace Sealane.Protocol.Errors;

/// <summary>Objects, their versions, their parts and the conditions on them.</summary>
public static class ObjectErrors
{
    /// <summary>404.</summary>
    public static readonly ErrorRow NoSuchKey = new(
        "NoSuchKey", 404, false,
        "The specified key does not exist.",
        "The bucket has no object of this key.",
        "Check the key: letter case, slashes and blanks all count.");

    /// <summary>404.</summary>
    public static readonly ErrorRow NoSuchVersion = new(
        "NoSuchVersion", 404, false,
        "The specified version does not exist.",
        "The object has no such version.",
        "List the object's versions.");

    /// <summary>404.</summary>
    public static readonly ErrorRow NoSuchUpload = new(
        "NoSuchUpload", 404, false,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        "There is no unfinished upload of this id.",
        "Look whether the object is complete already; else begin a new upload.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidPart = new(
        "InvalidPart", 400, false,
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        "A part that is to be assembled is not there, or is another than the one named.",
        "List the parts, and send those that are missing.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidPartOrder = new(
        "InvalidPartOrder", 400, false,
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        "The parts are not listed by rising number.",
        "Sort them.");

    /// <summary>416.</summary>
    public static readonly ErrorRow InvalidPartNumber = new(
        "InvalidPartNumber", 416, false,
        "The requested partnumber is not satisfiable",
        "The object has fewer parts.",
        "Ask for a part up to ActualPartCount.");

    /// <summary>416.</summary>
    public static readonly ErrorRow InvalidRange = new(
        "InvalidRange", 416, false,
        "The requested range is not satisfiable",
        "The range begins behind the object's end.",
        "Ask for a range below ActualObjectSize.");

    /// <summary>412.</summary>
    public static readonly ErrorRow PreconditionFailed = new(
        "PreconditionFailed", 412, false,
        "At least one of the pre-conditions you specified did not hold",
        "The object is not in the state that the condition asks for.",
        "Read the object's state and decide anew.");

    /// <summary>409.</summary>
    public static readonly ErrorRow ConditionalRequestConflict = new(
        "ConditionalRequestConflict", 409, false,
        "The conditional request cannot succeed due to a conflicting operation against this resource.",
        "Somebody changed the object at the same time.",
        "Read the object's state, then try again; an upload in parts begins anew.");

    internal static readonly ErrorRow[] All =
    [
        NoSuchKey, NoSuchVersion, NoSuchUpload, InvalidPart, InvalidPartOrder, InvalidPartNumber, InvalidRange, PreconditionFailed,
        ConditionalRequestConflict,
    ];
}
