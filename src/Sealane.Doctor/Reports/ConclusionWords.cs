namespace Sealane.Doctor.Reports;

/// <summary>Conclusions as a sentence says them.</summary>
public static class ConclusionWords
{
    /// <summary>The conclusion of an examination in a sentence.</summary>
    public static string Of(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return examination.Conclusion switch
        {
            Conclusion.Survives when examination.Matrix?.Cells.Any(each => each.Cell.IsHarmed) == true =>
                "Every signature survives, but for ways that let no S3 signature through.",
            Conclusion.Survives => "Every signature survives.",
            Conclusion.Finding => "There are findings.",
            Conclusion.NotProven => "Not proven to survive:",
            _ => "Nothing to examine:",
        };
    }
}
