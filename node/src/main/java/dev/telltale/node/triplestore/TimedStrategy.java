package dev.telltale.node.triplestore;

import java.util.List;
import org.eclipse.rdf4j.common.iteration.CloseableIteration;
import org.eclipse.rdf4j.model.vocabulary.FN;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.Dataset;
import org.eclipse.rdf4j.query.algebra.FunctionCall;
import org.eclipse.rdf4j.query.algebra.Regex;
import org.eclipse.rdf4j.query.algebra.TupleExpr;
import org.eclipse.rdf4j.query.algebra.ValueExpr;
import org.eclipse.rdf4j.query.algebra.evaluation.EvaluationStrategy;
import org.eclipse.rdf4j.query.algebra.evaluation.QueryEvaluationStep;
import org.eclipse.rdf4j.query.algebra.evaluation.QueryValueEvaluationStep;
import org.eclipse.rdf4j.query.algebra.evaluation.TripleSource;
import org.eclipse.rdf4j.query.algebra.evaluation.impl.DefaultEvaluationStrategy;
import org.eclipse.rdf4j.query.algebra.evaluation.impl.DefaultEvaluationStrategyFactory;
import org.eclipse.rdf4j.query.algebra.evaluation.impl.EvaluationStatistics;
import org.eclipse.rdf4j.query.algebra.evaluation.impl.QueryEvaluationContext;
import org.jspecify.annotations.Nullable;

/**
 * RDF4J's evaluation with an eye on the clock at every row of every part of a query.
 *
 * <p>RDF4J's own limit looks at the rows that leave the query: one that counts or sorts for an hour
 * before its first row would go on, on a thread that nobody waits for.
 */
final class TimedStrategy extends DefaultEvaluationStrategy {
  private final Deadline deadline;

  private TimedStrategy(
      TripleSource source,
      @Nullable Dataset dataset,
      long cacheThreshold,
      EvaluationStatistics statistics,
      Deadline deadline) {
    super(source, dataset, null, cacheThreshold, statistics);
    this.deadline = deadline;
  }

  @Override
  public QueryEvaluationStep precompile(TupleExpr expression, QueryEvaluationContext context) {
    QueryEvaluationStep step = super.precompile(expression, context);
    return bindings -> {
      deadline.check();
      return new TimedRows(step.evaluate(bindings), deadline);
    };
  }

  @Override
  protected QueryValueEvaluationStep prepare(Regex node, QueryEvaluationContext context) {
    return rehearsed(
        super.prepare(node, context),
        node.getArg(),
        node.getPatternArg(),
        node.getFlagsArg(),
        context);
  }

  @Override
  public QueryValueEvaluationStep prepare(FunctionCall node, QueryEvaluationContext context) {
    QueryValueEvaluationStep step = super.prepare(node, context);
    List<ValueExpr> args = node.getArgs();
    if (!node.getURI().equals(FN.REPLACE.stringValue()) || args.size() < 3) {
      return step;
    }
    @Nullable ValueExpr flags = args.size() > 3 ? args.get(3) : null;
    return rehearsed(step, args.get(0), args.get(1), flags, context);
  }

  private QueryValueEvaluationStep rehearsed(
      QueryValueEvaluationStep step,
      ValueExpr text,
      ValueExpr pattern,
      @Nullable ValueExpr flags,
      QueryEvaluationContext context) {
    QueryValueEvaluationStep textStep = precompile(text, context);
    QueryValueEvaluationStep patternStep = precompile(pattern, context);
    @Nullable QueryValueEvaluationStep flagsStep =
        flags == null ? null : precompile(flags, context);
    return bindings -> {
      TimedRegex.rehearse(
          textStep.evaluate(bindings),
          patternStep.evaluate(bindings),
          flagsStep == null ? null : flagsStep.evaluate(bindings),
          deadline);
      return step.evaluate(bindings);
    };
  }

  /** Gives each query the deadline that {@code within} set on its thread. */
  static final class Factory extends DefaultEvaluationStrategyFactory {
    // RDF4J asks for a strategy on the thread that evaluates, and says nothing of the query.
    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    static void within(Deadline deadline) {
      CURRENT.set(deadline);
    }

    static void done() {
      CURRENT.remove();
    }

    @Override
    public EvaluationStrategy createEvaluationStrategy(
        Dataset dataset, TripleSource source, EvaluationStatistics statistics) {
      Deadline deadline = CURRENT.get();
      if (deadline == null) {
        return super.createEvaluationStrategy(dataset, source, statistics);
      }
      TimedStrategy strategy =
          new TimedStrategy(
              source, dataset, getQuerySolutionCacheThreshold(), statistics, deadline);
      getOptimizerPipeline().ifPresent(strategy::setOptimizerPipeline);
      return strategy;
    }
  }

  record TimedRows(CloseableIteration<BindingSet> rows, Deadline deadline)
      implements CloseableIteration<BindingSet> {

    @Override
    public boolean hasNext() {
      deadline.check();
      return rows.hasNext();
    }

    @Override
    public BindingSet next() {
      deadline.check();
      return rows.next();
    }

    @Override
    public void remove() {
      rows.remove();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
