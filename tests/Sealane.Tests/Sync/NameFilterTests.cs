using Sealane.Sync;

namespace Sealane.Tests.Sync;

public sealed class NameFilterTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "a/b", true)]
    [InlineData("*.txt", "a/b.txt", true)] // a star crosses folders, as with aws s3
    [InlineData("*.txt", "a.txt.gz", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[-a]x", "-x", true)]
    [InlineData("a[b", "a[b", true)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxbyy", false)]
    [InlineData("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("**/x", "ax", false)]
    [InlineData("a/**/x", "a/x", true)]
    [InlineData("a/**/x", "a/b/c/x", true)]
    [InlineData("*x**/y", "axbxy", true)]
    [InlineData("a", "A", false)]
    public void A_glob_matches_whole_names(string pattern, string name, bool matches) => Assert.Equal(matches, new Glob(pattern).Matches(name));

    // The examples of the AWS CLI's reference, "Use of Exclude and Include Filters".
    [Theory]
    [InlineData("-*", "+*.txt", "foo.txt", true)]
    [InlineData("-*", "+*.txt", "foo.jpg", false)]
    [InlineData("+*.txt", "-*", "foo.txt", false)]
    [InlineData("-foo.txt", "-*.bar", "foo.txt", false)]
    [InlineData("-foo.txt", "-*.bar", "bar.txt", true)]
    [InlineData("-*.txt", "+MyFile?.txt", "MyFile1.txt", true)]
    [InlineData("-*.txt", "+MyFile?.txt", "other.txt", false)]
    [InlineData("-.git/*", "+*.md", ".git/config", false)]
    [InlineData("-.git/*", "+*.md", ".git/README.md", true)]
    public void The_last_rule_that_matches_counts(string first, string second, string name, bool takes)
    {
        var filter = NameFilter.All;
        foreach (var rule in (string[])[first, second])
        {
            filter = rule[0] == '+' ? filter.Include(rule[1..]) : filter.Exclude(rule[1..]);
        }

        Assert.Equal(takes, filter.Takes(name));
    }

    [Fact]
    public void A_folder_is_left_unread_only_when_no_rule_could_take_something_in_it()
    {
        Assert.True(NameFilter.All.Exclude("tmp/*").LeavesOutAllBelow("tmp/"));
        Assert.True(NameFilter.All.Exclude("tmp/*").LeavesOutAllBelow("tmp/deep/"));
        Assert.True(NameFilter.All.Include("*.md").Exclude("tmp/*").LeavesOutAllBelow("tmp/"));
        Assert.False(NameFilter.All.Exclude("tmp/*").Include("*.md").LeavesOutAllBelow("tmp/"));
        Assert.False(NameFilter.All.Exclude("tmp/?").LeavesOutAllBelow("tmp/"));
        Assert.False(NameFilter.All.Exclude("tmp/").LeavesOutAllBelow("tmp/"));
        Assert.False(NameFilter.All.LeavesOutAllBelow("tmp/"));
    }
}
