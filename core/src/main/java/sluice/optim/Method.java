package sluice.optim;

import java.util.List;

/**
 * A first-order method: what it does with a gradient g. Settings only; {@link Descent} runs it.
 * (Plain and Polyak's descent are {@link Sgd}, the usual Adam is {@link Adam}.)
 */
public sealed interface Method {

  /** α, the learning rate it begins with. */
  double rate();

  /** The names of its tensors, of which each weight has one each. */
  List<String> tensors();

  /**
   * Momentum with the rate inside: m = μ·m + α·g; w = w − m. At a constant rate it is {@link Sgd}
   * with momentum; when the rate falls, what was gathered at the old rate goes on.
   *
   * @param rate α, above 0
   * @param momentum μ, at least 0 and below 1
   */
  record Momentum(double rate, double momentum) implements Method {
    public Momentum {
      Rates.positive(rate);
      Rates.fraction("momentum", momentum);
    }

    @Override
    public List<String> tensors() {
      return List.of("m");
    }
  }

  /**
   * Nesterov's momentum (1983; Sutskever et al. 2013): the same with the gradient at w − μ·m, where
   * the momentum is about to lead.
   *
   * @param rate α, above 0
   * @param momentum μ, at least 0 and below 1
   */
  record Nesterov(double rate, double momentum) implements Method {
    public Nesterov {
      Rates.positive(rate);
      Rates.fraction("momentum", momentum);
    }

    @Override
    public List<String> tensors() {
      return List.of("m");
    }
  }

  /**
   * AdaGrad (Duchi et al. 2011): G = G + g²; w = w − α·g ∕ √(G + ε).
   *
   * @param rate α, above 0; 0.01 is usual
   * @param epsilon ε, above 0
   */
  record AdaGrad(double rate, double epsilon) implements Method {
    public AdaGrad {
      Rates.positive(rate);
      Rates.epsilon(epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("squares");
    }
  }

  /**
   * RMSProp (Hinton 2012): G = ρ·G + (1−ρ)·g²; w = w − α·g ∕ √(G + ε).
   *
   * @param rate α, above 0; 0.001 is usual
   * @param rho ρ, memory of the squares, at least 0 and below 1
   * @param epsilon ε, above 0
   */
  record RmsProp(double rate, double rho, double epsilon) implements Method {
    public RmsProp {
      Rates.positive(rate);
      Rates.fraction("rho", rho);
      Rates.epsilon(epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("squares");
    }
  }

  /**
   * AdaDelta (Zeiler 2012), which has no learning rate: G = ρ·G + (1−ρ)·g²; Δ = √(D + ε) ∕ √(G + ε)
   * · g; D = ρ·D + (1−ρ)·Δ²; w = w − α·Δ.
   *
   * @param rate α, above 0: 1 as published; a schedule may lower it
   * @param rho ρ, memory of both, at least 0 and below 1
   * @param epsilon ε, above 0: it makes the first step, so larger is faster
   */
  record AdaDelta(double rate, double rho, double epsilon) implements Method {
    public AdaDelta {
      Rates.positive(rate);
      Rates.fraction("rho", rho);
      Rates.epsilon(epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("squares", "moves");
    }
  }

  /**
   * Adam (Kingma &amp; Ba 2015) as some texts print it: M = γ·M + (1−γ)·g; G = ρ·G + (1−ρ)·g²; w =
   * w − α·M̂ ∕ (√Ĝ + ε), with M̂ = M and Ĝ = G where bias is not corrected, ∕ √(Ĝ + ε) where ε is
   * inside the root.
   *
   * @param rate α, above 0
   * @param beta1 γ, at least 0 and below 1
   * @param beta2 ρ, at least 0 and below 1
   * @param epsilon ε, above 0
   * @param corrected whether M̂ = M ∕ (1 − γᵗ) and Ĝ = G ∕ (1 − ρᵗ)
   * @param inside whether ε is inside the root
   */
  record PrintedAdam(
      double rate, double beta1, double beta2, double epsilon, boolean corrected, boolean inside)
      implements Method {
    public PrintedAdam {
      Rates.adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("m", "v");
    }
  }

  /**
   * AMSGrad (Reddi et al. 2018): Adam that divides by the largest v so far: V = max(V, v); w = w −
   * α·m̂ ∕ (√(V ∕ (1−β₂ᵗ)) + ε), as PyTorch has it.
   *
   * @param rate α, above 0
   * @param beta1 β₁, at least 0 and below 1
   * @param beta2 β₂, at least 0 and below 1
   * @param epsilon ε, above 0
   */
  record AmsGrad(double rate, double beta1, double beta2, double epsilon) implements Method {
    public AmsGrad {
      Rates.adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("m", "v", "largest");
    }
  }

  /**
   * Nadam (Dozat 2016): Adam with Nesterov's momentum: w = w − α·(β₁·m ∕ (1−β₁ᵗ⁺¹) + (1−β₁)·g ∕
   * (1−β₁ᵗ)) ∕ (√v̂ + ε).
   *
   * @param rate α, above 0
   * @param beta1 β₁, at least 0 and below 1
   * @param beta2 β₂, at least 0 and below 1
   * @param epsilon ε, above 0
   */
  record Nadam(double rate, double beta1, double beta2, double epsilon) implements Method {
    public Nadam {
      Rates.adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public List<String> tensors() {
      return List.of("m", "v");
    }
  }
}
