namespace Sealane.Doctor.Findings;

/// <summary>What became of a signature on its way.</summary>
public enum Verdict
{
    /// <summary>It verifies as it arrived, and nothing that any hop may touch is signed.</summary>
    Survives,

    /// <summary>It verifies as it arrived, but a signed header is one that a hop may remove or replace: another run may break.</summary>
    BreaksSometimes,

    /// <summary>It verified as it was sent, and no longer as it arrived.</summary>
    Breaks,

    /// <summary>The way did it no harm: the request was refused for the client's, the key's or the body's sake.</summary>
    Refused,

    /// <summary>The request did not reach the endpoint.</summary>
    NotReached,
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing breaks of it.</summary>
    Notice,

    /// <summary>This run went well, another may break.</summary>
    Warning,

    /// <summary>The request failed of it, or would at S3.</summary>
    Error,
}
