namespace Sealane.Doctor.Matrix;

/// <summary>What became of an operation's signatures on one way.</summary>
public enum CellVerdict
{
    /// <summary>Every replay verified as it arrived, with the key known.</summary>
    Survives,

    /// <summary>Some replays verified and some did not: it depends on the framing, the key's name or the like.</summary>
    BreaksSometimes,

    /// <summary>Every replay verified as it was sent, and none as it arrived.</summary>
    Breaks,

    /// <summary>The way passed nothing on, or the request is refused whatever the way is like.</summary>
    Refused,

    /// <summary>Nothing can be said: the key is not known here, there is no signature, or there was no replay.</summary>
    NotProven,

    /// <summary>Such requests never come this way: the edges of Transfer Acceleration stand before its own hosts alone.</summary>
    NotMet,
}
